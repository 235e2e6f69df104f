#include "argument.hpp"

#include <algorithm>

namespace lmsection::cli {

Argument Argument::type_name(std::string_view name) const {
    spec_->placeholder = name;
    return *this;
}

Argument Argument::required() const {
    spec_->required = true;
    return *this;
}

Argument Argument::excludes(Argument other) const {
    spec_->excludes.push_back(other.spec_);
    return *this;
}

Argument Argument::needs(Argument other) const {
    spec_->needs.push_back(other.spec_);
    return *this;
}

Argument Argument::once_each() const {
    spec_->one_at_a_time = true;
    return *this;
}

Argument Argument::two_values() const {
    spec_->takes_two = true;
    return *this;
}

Argument Argument::separated_by(char character) const {
    spec_->separator = character;
    return *this;
}

Argument Argument::given(bool& is_given) const {
    spec_->given = &is_given;
    return *this;
}

Argument Argument::optional_value(bool& is_given) const {
    spec_->value_optional = true;
    return given(is_given);
}

Argument Argument::not_empty() const {
    spec_->refuses_empty = true;
    return *this;
}

Argument Argument::whole_number(int most) const {
    spec_->most = most;
    return *this;
}

Argument Argument::last_wins() const {
    spec_->last_wins = true;
    return *this;
}

Argument Argument::every_command() const {
    spec_->every_command = true;
    return *this;
}

Argument Arguments::option(std::string_view names, std::string& value, std::string_view help) {
    return add(names, &value, "TEXT", help);
}

Argument Arguments::option(std::string_view names, std::optional<std::string>& value,
                           std::string_view help) {
    return add(names, &value, "TEXT", help);
}

Argument Arguments::option(std::string_view names, std::optional<int>& value,
                           std::string_view help) {
    return add(names, &value, "INT", help);
}

Argument Arguments::option(std::string_view names, std::vector<std::string>& values,
                           std::string_view help) {
    return add(names, &values, "TEXT", help);
}

Argument Arguments::flag(std::string_view names, bool& given, std::string_view help) {
    return add(names, &given, "", help);
}

Argument Arguments::help_flag(std::string_view help) {
    return add("-h,--help", Target{}, "", help);
}

void Arguments::read_values(Context& context) const {
    for (const auto& read : readers_) {
        read(context);
    }
}

const OptionSpec* Arguments::find(std::string_view name) const {
    const auto spec = std::find_if(specs_.begin(), specs_.end(), [&](const OptionSpec& one) {
        return one.name == name || (!one.short_name.empty() && one.short_name == name);
    });
    return spec == specs_.end() ? nullptr : &*spec;
}

Argument Arguments::add(std::string_view names, Target target, std::string_view placeholder,
                        std::string_view help) {
    OptionSpec& spec = specs_.emplace_back();
    if (const auto comma = names.find(','); comma != std::string_view::npos) {
        spec.short_name = names.substr(0, comma);
        names.remove_prefix(comma + 1);
    }
    spec.name = names;
    spec.target = target;
    spec.placeholder = placeholder;
    spec.help = help;
    return Argument{spec};
}

}    // namespace lmsection::cli
