#include "lmsection/app/slate.hpp"

#include "change.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "lmsection/store/appointment.hpp"
#include "seat_list.hpp"
#include "term_choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace lmsection::app {

namespace {

constexpr std::array all_parts{PlanPart::rolls_off, PlanPart::falls_short, PlanPart::proposed,
                               PlanPart::unmet,     PlanPart::waiting,     PlanPart::ahead};

/// "Ana Diaz (member of Middle Managers, 2 years)"
std::string text_of(const PlannedSeat& seat) {
    return fmt::format("{} ({} of {}, {})", seat.person.name, word(seat.role), seat.group.name,
                       counted(seat.years, "year"));
}

/// Reads a slate row by row, and compares it with the plan.
class SlateReader {
public:
    SlateReader(const Session& session, const TurnoverPlan& plan, ProgramYear year)
        : session_(session), plan_(plan), year_(year) {}

    /// The seat of a row; nothing if the row is about another part of the plan. Throws a
    /// `RefusedError`.
    std::optional<PlannedSeat> read(const SeatRow& row) {
        if (part_of(row) != PlanPart::proposed) {
            return std::nullopt;
        }
        require_start(row);
        const Group group = or_refused(group_of(session_, row, year_.first_day()));
        const Person person = or_refused(person_of(session_, row, [&](const Person& one) {
            return planned(one.id, group.id) != nullptr || last_term(record_of(group.id), one.id);
        }));
        return seat_of(row, person, group);
    }

    /// What the plan proposes and the slate lacks.
    [[nodiscard]] std::vector<std::string> struck() const {
        std::vector<std::string> texts;
        for (const PlannedSeat& seat : plan_.seats) {
            if (!seen_.contains({seat.person.id, seat.group.id})) {
                texts.push_back(fmt::format("Struck: {}.", text_of(seat)));
            }
        }
        return texts;
    }

    /// How the seat of a row differs from the plan; empty if it does not.
    [[nodiscard]] std::string difference(const PlannedSeat& seat) const {
        const PlannedSeat* known = planned(seat.person.id, seat.group.id);
        if (known == nullptr) {
            return fmt::format("Added: {}.", text_of(seat));
        }
        std::vector<std::string> changes;
        if (known->role != seat.role) {
            changes.push_back(fmt::format("{} instead of {}", word(seat.role), word(known->role)));
        }
        if (known->years != seat.years) {
            changes.push_back(
                fmt::format("{} instead of {}", counted(seat.years, "year"), known->years));
        }
        return changes.empty() ? ""
                               : fmt::format("Changed: {} in {}: {}.", seat.person.name,
                                             seat.group.name, fmt::join(changes, ", "));
    }

private:
    static PlanPart part_of(const SeatRow& row) {
        const std::string text = row.cell(SeatField::part);
        if (text.empty()) {
            return PlanPart::proposed;
        }
        const PlanPart* part = find_in(all_parts, folded(text),
                                       [](PlanPart one) { return folded(heading(one)); });
        if (part == nullptr) {
            throw RefusedError{fmt::format("{} is not a part of a plan", in_quotes(text)),
                               "write Proposed for a seat to fill, or delete the row"};
        }
        return *part;
    }

    void require_start(const SeatRow& row) const {
        const std::string text = row.cell(SeatField::start);
        const Date start = year_.first_day();
        const Date day = text.empty() ? start
                                      : or_refused(parse_typed_date(text, session_.today()));
        if (day != start) {
            throw RefusedError{fmt::format("the row is for {}, and this plan is for {}", iso(day),
                                           iso(start)),
                               fmt::format("correct it, or use 'lmsection plan {} --apply FILE'",
                                           ProgramYear::containing(day).starting())};
        }
    }

    [[nodiscard]] const PlannedSeat* planned(PersonId person, GroupId group) const {
        return first_that(plan_.seats, [&](const PlannedSeat& seat) {
            return seat.person.id == person && seat.group.id == group;
        });
    }

    [[nodiscard]] const std::vector<Service>& record_of(GroupId group) {
        const auto [known, is_new] = records_.try_emplace(group);
        if (is_new) {
            known->second = store::record_of_group(session_.database(), group);
        }
        return known->second;
    }

    PlannedSeat seat_of(const SeatRow& row, const Person& person, const Group& group) {
        const std::string role_text = row.cell(SeatField::role);
        if (role_text.empty()) {
            throw RefusedError{"the role is missing", "write member, chair or another role"};
        }
        const Role role = or_refused(find_role(session_.handbook(), role_text));
        const auto years = or_refused(years_of(row));
        if (const auto [first, is_new] = seen_.emplace(std::pair{person.id, group.id}, row.where);
            !is_new) {
            throw RefusedError{fmt::format("{} is in {} twice; the first row is {}", person.name,
                                           group.name, first->second),
                               "delete one of the rows"};
        }
        const PlannedSeat* known = planned(person.id, group.id);
        PlannedSeat seat{person, group, role, 1, {}, false};
        seat.years = years ? *years
                     : known != nullptr && known->role == seat.role
                         ? known->years
                         : usual_years(seat.role, session_.handbook().of_kind(group.kind));
        seat.form = known != nullptr ? known->form : form_for(person, group);
        const auto& record = record_of(group.id);
        seat.replaces = std::ranges::any_of(record, [&](const Service& service) {
            const Appointment& term = service.appointment;
            return term.person == person.id && term.start < year_.first_day() &&
                   serves_on(term, year_.first_day()) && term.role != seat.role;
        });
        return seat;
    }

    /// The waiting form of a person that names the group, so that appointing answers it.
    [[nodiscard]] std::optional<store::ListedVolunteer> form_for(const Person& person,
                                                                 const Group& group) const {
        for (const Volunteer& form : store::volunteers_of(session_.database(), person.id)) {
            const bool chosen = contains(form.choices, group.id);
            if (waits(form) && (chosen || form.group == group.id)) {
                return store::ListedVolunteer{form, person, ""};
            }
        }
        return std::nullopt;
    }

    const Session& session_;
    const TurnoverPlan& plan_;
    ProgramYear year_;
    std::map<GroupId, std::vector<Service>> records_;
    std::map<std::pair<PersonId, GroupId>, std::string> seen_;    ///< the rows' places
};

/// A seat that the person has already: in the same role on that day, from an earlier term.
bool is_served(const Session& session, const PlannedSeat& seat, Date day) {
    const auto record = store::record_of_group(session.database(), seat.group.id);
    return std::ranges::any_of(record, [&](const Service& service) {
        const Appointment& term = service.appointment;
        return term.person == seat.person.id && term.role == seat.role && term.start < day &&
               serves_on(term, day);
    });
}

/// The line of the plan for a seat; of its own if the plan has none.
PlanLine line_of(const TurnoverPlan& plan, const PlannedSeat& seat, const std::string& difference) {
    PlanLine line{.part = PlanPart::proposed,
                  .group = seat.group,
                  .role = seat.role,
                  .name = seat.person.name,
                  .email = seat.person.email,
                  .why = "in the slate",
                  .section = seat.group.section,
                  .on = plan.year.first_day()};
    for (const PlanLine& known : plan.lines) {
        const bool same = known.group && known.group->id == seat.group.id &&
                          known.name == seat.person.name && known.email == seat.person.email;
        if (same && known.part == PlanPart::proposed && difference.empty()) {
            line = known;
        }
        if (same && line.answer.empty()) {
            line.answer = known.answer;
        }
    }
    line.years = seat.years;
    return line;
}

}    // namespace

AppliedPlan apply_slate(WritingSession& session, const PlanOrder& order, const SlateFile& file,
                        const std::string& skip_reason, const OverridePolicy& policy) {
    constexpr std::array required{SeatField::group, SeatField::role};
    const auto rows = read_seat_list(file.bytes, file.name, required);
    return in_change(session, [&] {
        AppliedPlan applied{{order.year}, {}};
        const TurnoverPlan plan = plan_turnover(session, order);
        SlateReader reader{session, plan, order.year};
        std::vector<std::pair<const SeatRow*, PlannedSeat>> seats;
        std::vector<Fault> faults;
        for (const SeatRow& row : rows) {
            collect_refusals(faults, row.where, [&] {
                if (auto seat = reader.read(row)) {
                    seats.emplace_back(&row, *std::move(seat));
                }
            });
        }
        applied.changes = reader.struck();
        for (const auto& [row, seat] : seats) {
            const std::string difference = reader.difference(seat);
            if (is_served(session, seat, order.year.first_day())) {
                ++applied.result.known;
                applied.changes.push_back(fmt::format("Serves already: {} as {} of {}.",
                                                      seat.person.name, word(seat.role),
                                                      seat.group.name));
                continue;
            }
            if (!difference.empty()) {
                applied.changes.push_back(difference);
            }
            applied.plan.lines.push_back(line_of(plan, seat, difference));
            applied.plan.seats.push_back(seat);
            collect_refusals(faults, row->where, [&, &planned = seat] {
                applied.result.add(
                    appoint_planned(session, planned, order.year, skip_reason, policy));
            });
        }
        require_none(std::move(faults));
        return applied;
    });
}

}    // namespace lmsection::app
