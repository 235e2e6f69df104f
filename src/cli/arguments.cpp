#include "arguments.hpp"

#include "lmsection/domain/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>

namespace lmsection::cli {

Argument Argument::type_name(const std::string& name) const {
    option_->type_name(name);
    return *this;
}

Argument Argument::required() const {
    option_->required();
    return *this;
}

Argument Argument::excludes(Argument other) const {
    option_->excludes(other.option_);
    return *this;
}

Argument Argument::excludes(const std::string& name) const {
    option_->excludes(name);
    return *this;
}

Argument Argument::needs(Argument other) const {
    option_->needs(other.option_);
    return *this;
}

Argument Argument::once_each() const {
    option_->allow_extra_args(false);
    return *this;
}

Argument Argument::separated_by(char letter) const {
    option_->delimiter(letter);
    return *this;
}

Argument Argument::may_stand_alone() const {
    option_->expected(0, 1);
    return *this;
}

Argument Argument::not_empty() const {
    option_->check([](const std::string& value) {
        return value.empty() ? "the value '' is empty" : std::string{};
    });
    return *this;
}

Argument Argument::whole_number(int most) const {
    option_->check([most](const std::string& value) {
        int number = 0;
        const char* end = value.data() + value.size();
        const auto read = std::from_chars(value.data(), end, number);
        const bool whole = read.ec == std::errc{} && read.ptr == end;
        return whole && 1 <= number && number <= most
                   ? std::string{}
                   : fmt::format("{} is not a whole number from 1 to {}", in_quotes(value), most);
    });
    return *this;
}

bool Argument::was_given() const {
    return option_->count() > 0;
}

Argument Arguments::option(const std::string& names, std::string& value,
                           const std::string& says) const {
    return Argument{app_.add_option(names, value, says)};
}

Argument Arguments::option(const std::string& names, std::optional<std::string>& value,
                           const std::string& says) const {
    return Argument{app_.add_option(names, value, says)};
}

Argument Arguments::option(const std::string& names, std::optional<int>& value,
                           const std::string& says) const {
    return Argument{app_.add_option(names, value, says)};
}

Argument Arguments::option(const std::string& names, std::vector<std::string>& values,
                           const std::string& says) const {
    return Argument{app_.add_option(names, values, says)};
}

Argument Arguments::flag(const std::string& names, bool& given, const std::string& says) const {
    return Argument{app_.add_flag(names, given, says)};
}

}    // namespace lmsection::cli
