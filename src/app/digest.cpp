#include "lmsection/app/digest.hpp"

#include "lmsection/app/checklist.hpp"
#include "lmsection/app/leave.hpp"
#include "lmsection/app/report.hpp"
#include "lmsection/app/roster.hpp"
#include "lmsection/app/seats_to_fill.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/program.hpp"
#include "lmsection/store/volunteer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace lmsection::app {

namespace {

/// Collects the parts of one digest, most urgent first.
class Digest {
public:
    Digest(const Session& session, const std::optional<Group>& group)
        : session_(session), group_(group), today_(session.today()),
          groups_(groups_at_work(session, group, today_)) {}

    std::vector<DigestLine> run() {
        items();
        reports();
        programs();
        appointments();
        terms();
        leaves();
        vacancies();
        volunteers();
        return std::move(lines_);
    }

private:
    void add(DigestPart part, const Group* group, std::string what, std::optional<Date> due,
             std::string detail, bool late = false) {
        lines_.push_back({part, group == nullptr ? "" : group->slug.text(),
                          group == nullptr ? "" : group->name, std::move(what), due,
                          std::move(detail), late});
    }

    /// "; the group is retired as of 2026-11-24"; empty for an active group.
    [[nodiscard]] std::string retired(const Group* group) const {
        return group == nullptr || group->works_on(today_)
                   ? ""
                   : fmt::format("; the group is retired as of {}", iso(*group->retired_on));
    }

    void items() {
        const ChecklistQuery query{{month_of(today_)}, group_, true};
        for (const ListedItem& listed : checklist_of(session_, query)) {
            const ChecklistItem& item = listed.item.entry.item;
            add(DigestPart::items, group_ ? &*group_ : nullptr, item.title,
                last_day_of(listed.item.month),
                (item.optional && listed.known.empty() ? "optional" : listed.known) +
                    retired(listed.item.entry.group ? &session_.group(*listed.item.entry.group)
                                                    : nullptr));
        }
    }

    void reports() {
        const ReportsDueQuery query{std::nullopt, false, plus_days(today_, digest_report_days),
                                    group_};
        for (const OwedReport& report : reports_due(session_, query)) {
            add(DigestPart::reports, report.group, "report " + iso(report.report), report.due,
                std::string{word(report.status)} + retired(report.group),
                report.status == ReportStatus::overdue);
        }
    }

    /// The venues that accept proposals this month and whose minimum is not met, by the section as
    /// a whole or by a group with its own minimum.
    void programs() {
        const auto counts = store::submitted_programs(session_.database(),
                                                      ProgramYear::containing(today_));
        for (const Rule& rule : session_.handbook().rules) {
            const Venue* venue = rule.measure == measure::programs
                                     ? session_.handbook().venue(rule.venue)
                                     : nullptr;
            const bool takes_now = venue != nullptr && contains(venue->submit, today_.month());
            if (!takes_now) {
                continue;
            }
            if (rule.kinds.empty() && !group_) {
                add_missing(rule, *venue, counts, nullptr);
            }
            for (const Group* group : groups_) {
                if (rule.binds(group->kind)) {
                    add_missing(rule, *venue, counts, group);
                }
            }
        }
    }

    void add_missing(const Rule& rule, const Venue& venue, const ProgramCounts& counts,
                     const Group* group) {
        const int submitted = submitted_for(rule, counts, session_.handbook(), group);
        const int missing = rule.at_least.value_or(0) - submitted;
        if (missing > 0) {
            add(DigestPart::programs, group,
                fmt::format("{} more to submit to {}", missing, venue.title),
                last_day_of(month_of(today_)),
                fmt::format("{} of {} submitted", submitted, *rule.at_least));
        }
    }

    /// The seats for next July 1 with no one appointed, once it is time to fill them.
    void appointments() {
        for (const AppointmentsDue& due : appointments_to_show(session_, group_)) {
            const bool late = today_ > due.due;
            for (const SeatsToFill& of_group : due.groups) {
                add(DigestPart::appointments, of_group.group, display_text(of_group.seats), due.due,
                    fmt::format("{}for {}", late ? "overdue, " : "", iso(due.july_1)), late);
            }
        }
    }

    /// The last terms of people in a group that end soon; those who were renewed do not roll off.
    [[nodiscard]] std::vector<Service> terms_ending(const std::vector<Service>& record) const {
        const Date until = plus_days(today_, digest_term_days);
        std::vector<Service> ending;
        for (const auto& [appointment, name] : record) {
            const bool ends = today_ <= appointment.end && appointment.end <= until &&
                              appointment.start <= today_;
            if (ends && !is_followed(appointment, record)) {
                ending.push_back({appointment, name});
            }
        }
        return named(session_, std::move(ending));
    }

    void terms() {
        for (const Group* group : groups_) {
            const auto record = store::running_terms(session_.database(), group->id, today_);
            for (const auto& [appointment, name] : terms_ending(record)) {
                add(DigestPart::terms, group, name, appointment.end,
                    std::string{word(appointment.role)});
                lines_.back().reply = store::reply_for(session_.database(), appointment);
            }
        }
    }

    void leaves() {
        for (const Appointment& term :
             terms_on_leave(session_, today_, plus_days(today_, digest_leave_days))) {
            const Group& group = session_.group(term.group);
            if (group_ && group_->id != group.id) {
                continue;
            }
            for (const Leave& leave : term.leaves) {
                if (today_ <= leave.end && leave.start <= plus_days(today_, digest_leave_days)) {
                    add(DigestPart::leaves, &group,
                        store::name_of(session_.database(), term.person), leave.end,
                        fmt::format("{}, {}", word(term.role),
                                    leave_text(session_, leave, today_)));
                }
            }
        }
    }

    void vacancies() {
        for (const Group* group : groups_) {
            const auto record = store::running_terms(session_.database(), group->id, today_);
            std::map<Role, int> seats;
            for (const Role seat : vacant_seats(group->kind, record, today_, session_.handbook())) {
                ++seats[seat];
            }
            for (const auto& [role, count] : seats) {
                add(DigestPart::vacancies, group, counted(count, word(role)), std::nullopt, "");
            }
        }
    }

    void volunteers() {
        store::VolunteerFilter filter;
        filter.waiting = today_;
        if (group_) {
            filter.group = group_->id;
        }
        store::each_volunteer(
            session_.database(), filter, [&](const store::ListedVolunteer& waiting) {
                const Volunteer& form = waiting.volunteer;
                const auto asked = form.choices.empty() ? form.group
                                                        : std::optional{form.choices.front()};
                const auto group = form.group ? form.group : asked;
                add(DigestPart::volunteers, group ? &session_.group(*group) : nullptr,
                    waiting.person.name, std::nullopt,
                    fmt::format("{} for {} days{}", word(form.state),
                                days_between(form.submitted_on, today_),
                                retired(group ? &session_.group(*group) : nullptr)));
            });
    }

    const Session& session_;
    const std::optional<Group>& group_;
    Date today_;
    std::vector<const Group*> groups_;
    std::vector<DigestLine> lines_;
};

}    // namespace

std::string_view heading(DigestPart part) {
    return word_at(part, {"To do this month", "Reports", "Programs", "Appointments to make",
                          "Terms ending", "On leave", "Vacant seats", "Volunteers waiting"});
}

std::vector<DigestLine> digest_of(const Session& session, const std::optional<Group>& group) {
    return Digest{session, group}.run();
}

std::vector<DigestSummary> summaries_of(const std::vector<DigestLine>& lines) {
    std::vector<DigestSummary> summaries;
    std::set<std::pair<std::size_t, std::string_view>> groups;
    for (const DigestLine& line : lines) {
        auto found = std::ranges::find_if(summaries, [&](const DigestSummary& summary) {
            return summary.part == line.part && summary.late == line.late;
        });
        if (found == summaries.end()) {
            found = summaries.insert(summaries.end(), {.part = line.part, .late = line.late});
        }
        const auto place = static_cast<std::size_t>(found - summaries.begin());
        found->lines += 1;
        found->groups += groups.emplace(place, line.group_slug).second ? 1U : 0U;
        if (line.due) {
            found->first_due = std::min(found->first_due.value_or(*line.due), *line.due);
            found->last_due = std::max(found->last_due.value_or(*line.due), *line.due);
        }
    }
    const auto is_more_urgent = [](const DigestSummary& one, const DigestSummary& other) {
        const auto rank = [](const DigestSummary& summary) {
            return std::pair{!summary.late, !summary.first_due};
        };
        return rank(one) != rank(other) ? rank(one) < rank(other) : one.first_due < other.first_due;
    };
    std::ranges::stable_sort(summaries, is_more_urgent);
    return summaries;
}

}    // namespace lmsection::app
