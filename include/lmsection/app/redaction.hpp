#pragma once

#include "lmsection/app/calendar.hpp"
#include "lmsection/app/checklist.hpp"
#include "lmsection/domain/meeting.hpp"
#include "lmsection/store/program.hpp"
#include "lmsection/store/roster.hpp"

namespace lmsection::app {

/// What readers may see of a record: the section's leaders see everything; the public (`--public`)
/// sees names, institutions, roles, terms and dates. Every command with `--public` uses these
/// functions, the only place that defines what is private: email addresses; notes and comments;
/// agendas and minutes, whose links often let people join a call; who marked what; and the
/// section's progress, that is, what is done, open or overdue, which reports were submitted, and
/// which proposals were not accepted.
[[nodiscard]] bool may_see_addresses(Readers readers);
[[nodiscard]] bool may_see_progress(Readers readers);
[[nodiscard]] bool may_see(Readers readers, ProgramStatus status);

/// Removes from a record what its readers may not see.
void redact(Readers readers, store::RosterLine& line);
void redact(Readers readers, Meeting& meeting);
void redact(Readers readers, ListedItem& item);
void redact(Readers readers, CalendarEntry& entry);
void redact(Readers readers, store::ListedProgram& program);

}    // namespace lmsection::app
