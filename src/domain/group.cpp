#include "lmsection/domain/group.hpp"

#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

namespace lmsection {

Outcome<GroupKind> parse_group_kind(std::string_view text) {
    return parse_word("kind of group", text, all_group_kinds);
}

}    // namespace lmsection
