#pragma once

#include "lmsection/app/letter.hpp"

namespace lmsection::app {

/// The kinds of letters that reminders make.
inline constexpr std::array<std::string_view, 2> reminder_letters{"remind", "remind-term"};

/// The reminders that are due today by the handbook and were not written yet, one letter for each
/// set of addressees. A stage that was missed is part of the newest one. Warns about what there is
/// no one to write to.
[[nodiscard]] LetterBatch reminders_due(const Session& session, Again again);

}    // namespace lmsection::app
