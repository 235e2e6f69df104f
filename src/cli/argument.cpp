#include "argument.hpp"

#include <algorithm>

namespace lmsection::cli {

Argument Argument::excludes(Argument other) const {
    spec_->excludes.push_back(other.spec_);
    return *this;
}

Argument Argument::needs(Argument other) const {
    spec_->needs.push_back(other.spec_);
    return *this;
}

void Arguments::read_values(Context& context) const {
    for (const auto& read : readers_) {
        read(context);
    }
}

const OptionSpec* Arguments::find(std::string_view name) const {
    const auto spec = std::ranges::find_if(specs_, [&](const OptionSpec& one) {
        return one.name == name || (!one.short_name.empty() && one.short_name == name);
    });
    return spec == specs_.end() ? nullptr : &*spec;
}

Argument Arguments::add(std::string_view names, Target target, std::string_view placeholder,
                        std::string_view help) {
    OptionSpec& spec = specs_.emplace_back();
    if (const auto blank = names.find(' '); blank != std::string_view::npos) {
        placeholder = names.substr(blank + 1);
        names = names.substr(0, blank);
    }
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
