#include "lmsection/domain/group.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <cctype>
#include <cstddef>

namespace lmsection {

namespace {

/// The words of an enumeration, looked up by what people type.
template <class Value, std::size_t size>
Outcome<Value> parse_word(std::string_view label, std::string_view text,
                          const std::array<Value, size>& values) {
    for (const Value value : values) {
        if (text == word(value)) {
            return value;
        }
    }
    std::string typed = folded(is_utf8(text) ? text : std::string_view{});
    std::replace(typed.begin(), typed.end(), ' ', '-');
    std::string known;
    for (const Value value : values) {
        if (typed == word(value)) {
            return value;
        }
        known += (known.empty() ? "" : ", ") + std::string{word(value)};
    }
    return Fault{fmt::format("{} is not a {}", in_quotes(text), label), "use one of " + known};
}

}    // namespace

std::string_view word(GroupKind kind) {
    switch (kind) {
    case GroupKind::leadership_team: return "leadership-team";
    case GroupKind::committee: return "committee";
    case GroupKind::interest_group: return "interest-group";
    case GroupKind::working_group: return "working-group";
    }
    return {};
}

std::string_view display_text(GroupKind kind) {
    switch (kind) {
    case GroupKind::leadership_team: return "leadership team";
    case GroupKind::committee: return "committee";
    case GroupKind::interest_group: return "interest group";
    case GroupKind::working_group: return "working group";
    }
    return {};
}

Outcome<GroupKind> parse_group_kind(std::string_view text) {
    return parse_word("kind of group", text, all_group_kinds);
}

}    // namespace lmsection
