#include "lmsection/app/renewal.hpp"

#include "change.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"
#include "seat_list.hpp"
#include "term_choice.hpp"

#include <array>
#include <utility>

namespace lmsection::app {

namespace {

/// The terms that end on `last`, and which no other term of the person in that group follows.
std::vector<Appointed> ending_terms(const Session& session, const std::optional<Group>& only,
                                    Date last) {
    std::vector<Appointed> terms;
    for (const Group& group : session.groups_on(plus_days(last, 1))) {
        if (only && only->id != group.id) {
            continue;
        }
        const auto record = store::record_of_group(session.database(), group.id, last);
        for (const auto& [term, name] : record) {
            if (term.end == last && counts(term.role) && !is_followed(term, record)) {
                terms.push_back(
                    {term, store::person_by_id(session.database(), term.person).value(), group});
            }
        }
    }
    return terms;
}

/// Renews the last term of a row's person in its group.
AppointResult renew_row(WritingSession& session, const SeatRow& row, const OverridePolicy& policy) {
    std::vector<Fault> faults;
    const auto group = value_or_fault(group_of(session, row, session.today()), faults);
    const auto record = group ? store::record_of_group(session.database(), group->id)
                              : std::vector<Service>{};
    const auto person = value_or_fault(
        person_of(session, row,
                  [&](const Person& one) { return last_term(record, one.id).has_value(); }),
        faults);
    const auto years = value_or_fault(years_of(row), faults);
    require_none(std::move(faults));
    const auto last = last_term(record, person->id);
    if (!last) {
        throw RefusedError{no_term_fault(session, *person, *group, last, "")};
    }
    return renew_term(session, *person, *group, *last, *years, policy);
}

}    // namespace

RenewalResult renew_ending(WritingSession& session, const RenewalOrder& order,
                           const OverridePolicy& policy) {
    RenewalResult done;
    done.last = ProgramYear::containing(session.today()).last_day();
    session.change([&] {
        std::vector<Fault> faults;
        for (const auto& [term, person, group] : ending_terms(session, order.group, done.last)) {
            done.said_no += term.reply == Reply::no ? 1 : 0;
            done.later += term.reply == Reply::later ? 1 : 0;
            const bool not_asked = term.reply == Reply::none;
            if (term.reply != Reply::yes && !(not_asked && order.all)) {
                done.not_asked += not_asked ? 1 : 0;
                continue;
            }
            collect_refusals(faults, "", [&, &who = person, &in = group, &last = term] {
                done.result.add(renew_term(session, who, in, last, order.years, policy));
            });
        }
        require_none(std::move(faults));
    });
    return done;
}

AppointResult renew_from(WritingSession& session, std::string_view bytes, const std::string& name,
                         const OverridePolicy& policy) {
    constexpr std::array required{SeatField::group};
    const auto rows = read_seat_list(bytes, name, required);
    return in_change(session, [&] {
        AppointResult result;
        std::vector<Fault> faults;
        for (const SeatRow& row : rows) {
            collect_refusals(faults, row.where,
                             [&] { result.add(renew_row(session, row, policy)); });
        }
        require_none(std::move(faults));
        return result;
    });
}

}    // namespace lmsection::app
