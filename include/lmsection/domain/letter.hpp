#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/base/email_address.hpp"
#include "lmsection/base/error.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/id.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection {

using LetterId = Id<struct LetterTag>;

/// The state of a letter: handed over to the mail program, not known whether it arrived there (in
/// doubt, once the command has ended); sent; or not sent because of a problem.
enum class LetterState { sending, sent, failed };
inline constexpr std::array all_letter_states{LetterState::sending, LetterState::sent,
                                              LetterState::failed};
[[nodiscard]] constexpr std::string_view word(LetterState state) {
    return word_at(state, {"sending", "sent", "failed"});
}
[[nodiscard]] Outcome<LetterState> parse_letter_state(std::string_view text);

/// What a letter is about, so that the same thing is not written twice: a reminder in one of its
/// stages, or an occasion.
struct LetterTopic {
    std::string topic;    ///< `report-due:2026-12`, `welcome`
    Date stage{};         ///< the day of the stage, or of the occasion
    std::optional<GroupId> group = {};
    std::optional<PersonId> person = {};
};

/// Someone to write to.
struct Correspondent {
    std::string name;                     ///< may be empty
    std::optional<EmailAddress> email;    ///< none: cannot be written to
    std::optional<PersonId> person = {};
};

}    // namespace lmsection
