#include "lmsection/domain/letter.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

namespace lmsection {

Outcome<LetterState> parse_letter_state(std::string_view text) {
    for (const LetterState state : all_letter_states) {
        if (word(state) == text) {
            return state;
        }
    }
    return Fault{fmt::format("{} is not the state of a letter", in_quotes(text)),
                 "use sending, sent or failed"};
}

}    // namespace lmsection
