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

/// A seat in a group: filled, or vacant if it has no name.
struct PageSeat {
    Role role = Role::member;
    std::string name;
    std::optional<std::string> email;    ///< only for readers who may see addresses
    std::string institution;
    std::string start;    ///< ISO dates; empty for a vacant seat
    std::string end;
};

/// A person's terms in a group that overlap the page's span, earliest first.
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
    std::vector<PageSeat> seats;        ///< on the page's day, chairs first, vacant ones last
    std::vector<PagePerson> service;    ///< by the end of the person's last term
};

/// The contents of a section's page for a program year.
struct SectionPage {    // NOLINT(*-member-init): a ProgramYear has no default
    ProgramYear year;
    Date day{};    ///< the day whose members are shown: today, or the nearest day of the year
    Readers readers = Readers::leaders;
    Date span_start{};    ///< the range of terms shown: from the year before to the year after
    Date span_end{};
    std::vector<PageGroup> groups{};        ///< the groups active on `day`
    std::vector<ListedItem> checklist{};    ///< all twelve months; without marks for the public
    std::vector<Meeting> meetings{};
    std::vector<store::ListedProgram> programs{};    ///< only accepted ones for the public

    /// The following are only for readers who may see the section's progress; otherwise empty.
    std::vector<RuleResult> rules{};
    std::vector<OwedReport> reports{};
    std::vector<MeetingCount> meeting_counts{};
    std::vector<VenueStanding> venues{};

    /// People who serve on `day`, each once.
    int people = 0;
};
/// Reads everything from one snapshot of the database. Pointers into the handbook are valid as long
/// as the session.
[[nodiscard]] SectionPage section_page(const Session& session, ProgramYear year, Readers readers);

}    // namespace lmsection::app
