#include "lmsection/app/renewal.hpp"

#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"
#include "seat_list.hpp"
#include "term_choice.hpp"

#include <algorithm>
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

/// Adds the faults of a refusal, with its row if there is one.
void add_faults(std::vector<Fault>& faults, const RefusedError& refused, const SeatRow* row) {
    for (const Fault& fault : refused.faults()) {
        faults.push_back(row == nullptr ? fault : in_row(*row, fault));
    }
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
            try {
                done.result.add(renew_term(session, person, group, term, order.years, policy));
            } catch (const RefusedError& refused) {
                add_faults(faults, refused, nullptr);
            }
        }
        require_none(std::move(faults));
    });
    return done;
}

AppointResult renew_from(WritingSession& session, std::string_view bytes, const std::string& name,
                         const OverridePolicy& policy) {
    constexpr std::array required{SeatField::group};
    const auto rows = read_seat_list(bytes, name, required);
    AppointResult result;
    session.change([&] {
        std::vector<Fault> faults;
        for (const SeatRow& row : rows) {
            const auto group = group_of(session, row, session.today());
            const auto record = group.ok()
                                    ? store::record_of_group(session.database(), group.value().id)
                                    : std::vector<Service>{};
            const auto person = person_of(session, row, [&](const Person& one) {
                return last_term(record, one.id).has_value();
            });
            const auto years = years_of(row);
            for (const std::optional<Fault>& fault :
                 {group.ok() ? std::nullopt : std::optional{group.fault()},
                  person.ok() ? std::nullopt : std::optional{person.fault()},
                  years.ok() ? std::nullopt : std::optional{years.fault()}}) {
                if (fault) {
                    faults.push_back(in_row(row, *fault));
                }
            }
            if (!group.ok() || !person.ok() || !years.ok()) {
                continue;
            }
            const auto last = last_term(record, person.value().id);
            if (!last) {
                faults.push_back(
                    in_row(row, no_term_fault(session, person.value(), group.value(), last, "")));
                continue;
            }
            try {
                result.add(renew_term(session, person.value(), group.value(), *last, years.value(),
                                      policy));
            } catch (const RefusedError& refused) {
                add_faults(faults, refused, &row);
            }
        }
        require_none(std::move(faults));
    });
    return result;
}

}    // namespace lmsection::app
