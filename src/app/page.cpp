#include "lmsection/app/page.hpp"

#include "lmsection/app/check.hpp"
#include "lmsection/app/meeting.hpp"
#include "lmsection/app/redaction.hpp"
#include "lmsection/app/report.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/roster.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace lmsection::app {

namespace {

Date nearest_day(ProgramYear year, Date today) {
    return std::clamp(today, year.first_day(), year.last_day());
}

PageSeat seat_of(store::RosterLine line, Readers readers) {
    redact(readers, line);
    PageSeat seat{line.role,
                  std::string{line.name},
                  std::nullopt,
                  std::string{line.institution},
                  std::string{line.start},
                  std::string{line.end}};
    if (line.email) {
        seat.email = *line.email;
    }
    return seat;
}

/// The terms of `record` that touch the page's span, person by person.
std::vector<PagePerson> service_in(const std::vector<Service>& record, const SectionPage& page) {
    std::map<PersonId, PagePerson> people;
    for (const auto& [appointment, name] : record) {
        if (serves_between(appointment, page.span_start, page.span_end)) {
            PagePerson& person = people[appointment.person];
            person.name = name;
            person.terms.push_back({appointment.role, appointment.start, appointment.end});
        }
    }
    std::vector<PagePerson> sorted;
    for (auto& [id, person] : people) {
        std::ranges::sort(person.terms, {}, &PagePerson::Held::start);
        sorted.push_back(std::move(person));
    }
    std::ranges::sort(sorted, {}, [](const PagePerson& one) {
        return std::tuple{one.terms.back().end, one.terms.front().start, one.name};
    });
    return sorted;
}

PageGroup page_group(const Session& session, const Group& group, const SectionPage& page,
                     std::set<PersonId>& people) {
    const auto& database = session.database();
    PageGroup result{state_of_group(session, group, page.day), {}, {}};
    const std::array only{group.id};
    store::each_line(database, only, {page.day, page.day, std::nullopt, std::nullopt},
                     [&](std::size_t, const store::RosterLine& line) {
                         if (counts(line.role)) {
                             people.insert(line.person);
                         }
                         result.seats.push_back(seat_of(line, page.readers));
                     });
    const auto record = store::record_of_group(database, group.id, page.span_start);
    for (const Role role : vacant_seats(group.kind, record, page.day, session.handbook())) {
        result.seats.push_back({role, "", std::nullopt, "", "", ""});
    }
    result.service = service_in(record, page);
    return result;
}

void add_groups(const Session& session, SectionPage& page) {
    std::set<PersonId> people;
    const auto groups = session.groups_on(page.day);
    for (const Group& group : groups) {
        page.groups.push_back(page_group(session, group, page, people));
        session.around().progress(page.groups.size(), groups.size());
    }
    page.people = static_cast<int>(people.size());
}

void add_checklist(const Session& session, SectionPage& page) {
    page.checklist = checklist_of(session, {months_of(page.year), std::nullopt, false});
    for (ListedItem& item : page.checklist) {
        redact(page.readers, item);
    }
}

void add_meetings(const Session& session, SectionPage& page) {
    page.meetings = meetings_of(session, page.year, std::nullopt);
    for (Meeting& meeting : page.meetings) {
        redact(page.readers, meeting);
    }
}

void add_programs(const Session& session, SectionPage& page) {
    store::ProgramFilter filter{page.year, std::nullopt, std::nullopt, std::nullopt};
    store::each_program(session.database(), filter, [&](const store::ListedProgram& listed) {
        if (may_see(page.readers, listed.program.status)) {
            redact(page.readers, page.programs.emplace_back(listed));
        }
    });
}

void add_standing(const Session& session, SectionPage& page) {
    check(session, page.year, std::nullopt,
          [&](const RuleResult& row) { page.rules.push_back(row); });
    page.reports = reports_due(session, {page.year, true, std::nullopt, std::nullopt});
    if (page.year == ProgramYear::containing(session.today())) {
        // Open reports from last year are shown with the current year, as in 'report-due'.
        auto left = reports_due(session, {std::nullopt, false, std::nullopt, std::nullopt});
        std::erase_if(left, [&](const OwedReport& report) {
            return page.year.first_day() <= report.due;
        });
        page.reports.insert(page.reports.begin(), left.begin(), left.end());
    }
    page.meeting_counts = meeting_counts(session, page.year, std::nullopt);
    page.venues = standing_of(store::submitted_programs(session.database(), page.year), page.year,
                              session.handbook());
}

}    // namespace

SectionPage section_page(const Session& session, ProgramYear year, Readers readers) {
    SectionPage page{.year = year,
                     .day = nearest_day(year, session.today()),
                     .readers = readers,
                     .span_start = year.plus(-1).first_day(),
                     .span_end = year.plus(1).last_day()};
    add_groups(session, page);
    add_checklist(session, page);
    add_meetings(session, page);
    add_programs(session, page);
    if (may_see_progress(readers)) {
        add_standing(session, page);
    }
    return page;
}

}    // namespace lmsection::app
