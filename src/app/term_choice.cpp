#include "term_choice.hpp"

#include "lmsection/app/person.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/person.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::app {

Outcome<GroupId> find_only_group_of(const Session& session, const Person& person,
                                    std::optional<Date> since) {
    std::vector<GroupId> groups;
    for (const Appointment& term : store::record_of_person(session.database(), person.id)) {
        if (!since || *since <= term.end) {
            add_once(groups, term.group);
        }
    }
    if (groups.size() == 1) {
        return groups.front();
    }
    const auto slugs = transformed(groups,
                                   [&](GroupId group) { return session.group(group).slug.text(); });
    const std::string when = since ? fmt::format(" on or after {}", iso(*since)) : "";
    return Fault{groups.empty() ? fmt::format("{} does not serve in any group{}", person.name, when)
                                : fmt::format("{} serves in more than one group", person.name),
                 groups.empty()
                     ? fmt::format("see 'lmsection person show {}'", argument_for(session, person))
                     : fmt::format("name one of them: {}", listed(slugs))};
}

NamedTerm named_term(const Session& session, std::string_view command, std::string_view person,
                     std::string_view group, std::optional<Date> since) {
    if (!group.empty()) {
        require_none(swapped_arguments(session, command, person, group));
        const Group& in = since ? session.group_to_change(group) : session.group(group);
        const auto record = store::record_of_group(session.database(), in.id);
        const auto served = [&](const Person& one) {
            return last_term(record, one.id).has_value();
        };
        return {person_named(session, person, served), in, std::nullopt};
    }
    if (const auto id = parse_id<AppointmentId>(person)) {
        if (const auto term = store::appointment_by_id(session.database(), *id)) {
            return {store::person_by_id(session.database(), term->person).value(),
                    session.group(term->group), term};
        }
        if (!store::person_by_id(session.database(), PersonId{id->value})) {
            throw RefusedError{fmt::format("no term has id {}", in_quotes(person)),
                               "see 'lmsection person show PERSON --format csv'"};
        }
    }
    const Person who = person_named(session, person, [&](const Person& one) {
        const auto terms = store::record_of_person(session.database(), one.id);
        return std::ranges::any_of(terms, [&](const Appointment& term) {
            return !since || *since <= term.end;
        });
    });
    return {who, session.group(or_refused(find_only_group_of(session, who, since))), std::nullopt};
}

std::optional<Appointment> term_to_end(std::span<const Service> record, PersonId person, Date on) {
    std::optional<Appointment> found;
    for (const auto& [existing, name] : record) {
        const bool candidate = existing.person == person && on <= existing.end;
        if (candidate && (!found || existing.start < found->start)) {
            found = existing;
        }
    }
    return found;
}

std::optional<Appointment> last_term(std::span<const Service> record, PersonId person) {
    std::optional<Appointment> found;
    for (const auto& [existing, name] : record) {
        if (existing.person == person && (!found || found->end < existing.end)) {
            found = existing;
        }
    }
    return found;
}

Appointed running_term(const Session& session, std::string_view command, std::string_view person,
                       std::string_view group, Date on) {
    const NamedTerm named = named_term(session, command, person, group, on);
    const auto record = store::record_of_group(session.database(), named.group.id);
    const auto term = named.by_id ? named.by_id : term_to_end(record, named.person.id, on);
    if (!term) {
        throw RefusedError{no_term_fault(session, named.person, named.group,
                                         last_term(record, named.person.id), " on " + iso(on))};
    }
    return {*term, named.person, named.group};
}

Appointment only_term(const Session& session, const NamedTerm& named, std::optional<Date> day) {
    if (named.by_id) {
        return *named.by_id;
    }
    auto terms = store::record_of_person(session.database(), named.person.id);
    std::erase_if(terms, [&](const Appointment& term) { return term.group != named.group.id; });
    if (terms.empty()) {
        throw RefusedError{no_term_fault(session, named.person, named.group, std::nullopt, "")};
    }
    const auto chosen = those_that(terms, [&](const Appointment& term) {
        return !day || serves_on(term, *day);
    });
    if (chosen.size() == 1) {
        return chosen.front();
    }
    const std::string all = listed_all(transformed(terms, [](const Appointment& term) {
        return fmt::format("{} from {} to {}", word(term.role), iso(term.start), iso(term.end));
    }));
    throw RefusedError{day ? fmt::format("{} has no term in {} on {}: {}", named.person.name,
                                         named.group.name, iso(*day), all)
                           : fmt::format("{} has {} terms in {}: {}", named.person.name,
                                         terms.size(), named.group.name, all),
                       fmt::format("say which with a day in it, such as --term {}",
                                   iso(terms.back().start))};
}

Fault no_term_fault(const Session& session, const Person& person, const Group& group,
                    const std::optional<Appointment>& last, std::string_view when) {
    return {fmt::format("{} does not serve in {}{}", person.name, group.name, when),
            last ? fmt::format("the last term there ended on {}", iso(last->end))
                 : fmt::format("see 'lmsection person show {}'", argument_for(session, person))};
}

}    // namespace lmsection::app
