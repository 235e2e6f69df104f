#include "lmsection/domain/letter.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>

namespace lmsection {

std::string_view word(LetterState state) {
    switch (state) {
    case LetterState::sending: return "sending";
    case LetterState::sent: return "sent";
    case LetterState::failed: return "failed";
    }
    return {};
}

Outcome<LetterState> parse_letter_state(std::string_view text) {
    for (const LetterState state : all_letter_states) {
        if (text == word(state)) {
            return state;
        }
    }
    return Fault{fmt::format("{} is not the state of a letter", in_quotes(text)),
                 "use sending, sent or failed"};
}

}    // namespace lmsection
