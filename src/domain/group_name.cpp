#include "lmsection/domain/group_name.hpp"

#include "lmsection/base/text.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

namespace {

/// The initials of a folded name; empty if there is only one.
std::string initials_of(std::string_view folded_name, bool with_and) {
    std::string initials;
    while (!folded_name.empty()) {
        const auto end = std::min(folded_name.find_first_of(" -"), folded_name.size());
        const std::string_view word = folded_name.substr(0, end);
        const bool counts = !word.empty() && word != "&" && (with_and || word != "and");
        initials += counts ? std::string{word.substr(0, 1)} : "";
        folded_name.remove_prefix(std::min(end + 1, folded_name.size()));
    }
    return initials.size() > 1 ? initials : "";
}

}    // namespace

Nameable nameable(const Group& group) {
    const std::string name = folded(group.name);
    const std::string kind{display_text(group.kind)};
    std::vector<std::string> names{name};
    if (name.ends_with(" " + kind)) {
        names.push_back(name.substr(0, name.size() - kind.size() - 1));
    } else if (group.kind != GroupKind::leadership_team) {
        names.push_back(name + " " + kind);
    }
    std::set<std::string> initials;
    for (const std::string& one : names) {
        for (const bool with_and : {true, false}) {
            initials.insert(initials_of(one, with_and));
        }
    }
    initials.erase("");
    Nameable thing{group.slug.text(), {group.slug.text()}, {initials.begin(), initials.end()}};
    thing.answers.insert(thing.answers.end(), names.begin(), names.end());
    return thing;
}

}    // namespace lmsection
