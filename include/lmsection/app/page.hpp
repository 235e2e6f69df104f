#pragma once

#include "lmsection/app/checklist.hpp"
#include "lmsection/app/group.hpp"
#include "lmsection/app/session.hpp"
#include "lmsection/domain/meeting.hpp"
#include "lmsection/domain/report.hpp"
#include "lmsection/domain/rule.hpp"
#include "lmsection/store/program.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lmsection::app {

/// Somebody in a seat of a group, or, with no name, a vacant seat.
struct PageSeat {
    Role role = Role::member;
    std::string name;
    std::optional<std::string> email;    ///< only for readers who may see addresses
    std::string institution;
    std::string start;    ///< ISO days; empty for a vacant seat
    std::string end;
};

/// A person's terms in a group that touch the page's span, the earliest first.
struct PagePerson {
    std::string name;
    struct Held {
        Role role = Role::member;
        Date start{};
        Date end{};
    };
    std::vector<Held> terms;
};

struct PageGroup {
    GroupState state;
    std::vector<PageSeat> seats;        ///< of the page's day, chairs first, vacant ones last
    std::vector<PagePerson> service;    ///< whose last term ends first, first
};

/// A section in a program year, as one page tells it.
struct SectionPage {    // NOLINT(*-member-init): a ProgramYear has no default
    ProgramYear year;
    Date day{};    ///< on which people serve: today within the year, else its nearest day
    Readers readers = Readers::leaders;
    Date span_start{};    ///< of the terms shown: the year before, the year, the year after
    Date span_end{};
    std::vector<PageGroup> groups{};      ///< that are there on `day`
    std::vector<ToldItem> checklist{};    ///< all twelve months; for anybody without marks
    std::vector<Meeting> meetings{};
    std::vector<store::ListedProgram> programs{};    ///< for anybody the accepted ones alone

    /// Only for readers who may see how the section is doing, empty otherwise.
    std::vector<Checked> rules{};
    std::vector<OwedReport> reports{};
    std::vector<MeetingCount> meeting_counts{};
    std::vector<VenueStanding> venues{};

    /// People who serve on `day`, each once.
    int people = 0;
};
/// Reads it all from one state of the database. What points into the handbook is valid for as
/// long as the session.
[[nodiscard]] SectionPage section_page(const Session& session, ProgramYear year, Readers readers);

}    // namespace lmsection::app
