#include "lmsection/app/redaction.hpp"

namespace lmsection::app {

bool may_see_addresses(Readers readers) {
    return readers == Readers::leaders;
}

bool may_see_progress(Readers readers) {
    return readers == Readers::leaders;
}

bool may_see(Readers readers, ProgramStatus status) {
    return readers == Readers::leaders || status == ProgramStatus::accepted;
}

void redact(Readers readers, store::RosterLine& line) {
    if (!may_see_addresses(readers)) {
        line.email.reset();
        line.reply = Reply::none;
    }
}

void redact(Readers readers, Meeting& meeting) {
    if (readers == Readers::anybody) {
        meeting.agenda.clear();
        meeting.minutes.clear();
        meeting.note.clear();
    }
}

void redact(Readers readers, ListedItem& item) {
    if (readers == Readers::anybody) {
        item.known.clear();
        item.item.mark.reset();
    }
}

void redact(Readers readers, CalendarEntry& entry) {
    if (readers == Readers::leaders) {
        return;
    }
    entry.status.clear();
    entry.settled = false;
    switch (entry.kind) {
    case EntryKind::event:        // its place
    case EntryKind::meeting:      // made of a meeting without notes and papers
    case EntryKind::checklist:    // whether the item is optional
    case EntryKind::terms:        // whose terms end
        break;
    default: entry.detail.clear();
    }
}

void redact(Readers readers, store::ListedProgram& program) {
    if (readers == Readers::anybody) {
        program.program.note.clear();
        program.submitted_on.reset();
        for (Speaker& speaker : program.speakers) {
            speaker.stipend = 0;
        }
    }
}

}    // namespace lmsection::app
