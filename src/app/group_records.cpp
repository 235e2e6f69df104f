#include "lmsection/app/groups.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "lmsection/store/appointments.hpp"
#include "lmsection/store/groups.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::app {

namespace {

void refuse_taken(const Session& session, const Group& group) {
    for (const Group& other : session.groups()) {
        if (other.slug == group.slug && other.id != group.id) {
            throw RefusedError{
                fmt::format("there is a group {} already{}", other.slug.text(),
                            other.retired_on ? ", retired on " + iso(*other.retired_on) : ""),
                "give another --slug, or take that group back with 'lmsection group restore'"};
        }
    }
}

int next_position(const Session& session, GroupKind kind) {
    int last = 0;
    for (const Group& group : session.groups()) {
        last = group.kind == kind ? std::max(last, group.position) : last;
    }
    return last + 1;
}

/// The terms of a group that reach `day` or lie after it.
std::vector<Service> terms_from(const Session& session, const Group& group, Date day) {
    return store::record_of_group(session.database(), group.id, day);
}

/// Ends a term the day before; takes it off the record where it would begin then or later.
void end_before(const Session& session, Appointment held, Date day, const std::string& reason) {
    if (held.start < day) {
        held.end = plus_days(day, -1);
        held.end_reason = reason;
        store::update_end(session.database(), held);
    } else {
        store::delete_appointment(session.database(), held.id);
    }
}

void refuse_retired(const Group& group) {
    if (group.retired_on) {
        throw RefusedError{
            fmt::format("{} is retired since {}", group.name, iso(*group.retired_on)),
            fmt::format("take it back with 'lmsection group restore {}'", group.slug.text())};
    }
}

}    // namespace

Group add_group(Session& session, const GroupFields& fields, GroupKind kind) {
    const std::string name = or_refused(parse_name(fields.name.value_or("")));
    const Slug slug = fields.slug ? *fields.slug : or_refused(Slug::of_name(name));
    Group group{session.next_id<GroupId>(), slug, name, kind, 0, "", "", std::nullopt};
    session.change([&] {
        refuse_taken(session, group);
        group.position = next_position(session, kind);
        group.charge = or_refused(parse_line("charge", fields.charge.value_or("")));
        store::insert_group(session.database(), group);
        session.groups_changed();
    });
    return group;
}

Group edit_group(Session& session, std::string_view typed, const GroupFields& fields) {
    std::optional<Group> group;
    session.change([&] {
        group = session.group(typed);
        group->name = fields.name ? or_refused(parse_name(*fields.name)) : group->name;
        group->slug = fields.slug.value_or(group->slug);
        group->charge = fields.charge ? or_refused(parse_line("charge", *fields.charge))
                                      : group->charge;
        refuse_taken(session, *group);
        store::update_group(session.database(), *group);
        session.groups_changed();
    });
    return *group;
}

Group retire_group(Session& session, std::string_view typed, const RetireOrder& order) {
    std::optional<Group> group;
    session.change([&] {
        group = session.group(typed);
        refuse_retired(*group);
        const auto terms = terms_from(session, *group, order.on);
        if (!terms.empty() && !order.end_terms) {
            throw RefusedError{
                fmt::format("{} of {} serve on {} or later, {} until {}", terms.size(), group->name,
                            iso(order.on), terms.front().person_name,
                            iso(terms.front().appointment.end)),
                "give --end-terms to end their terms the day before, or a later --on"};
        }
        const std::string reason = order.reason.empty() ? "group retired" : order.reason;
        for (const Service& service : terms) {
            end_before(session, service.appointment, order.on, reason);
        }
        group->retired_on = order.on;
        store::update_group(session.database(), *group);
        session.groups_changed();
    });
    return *group;
}

Group restore_group(Session& session, std::string_view typed) {
    std::optional<Group> group;
    session.change([&] {
        group = session.group(typed);
        if (!group->retired_on) {
            throw RefusedError{fmt::format("{} is not retired", group->name),
                               "there is nothing to take back"};
        }
        group->retired_on.reset();
        store::update_group(session.database(), *group);
        session.groups_changed();
    });
    return *group;
}

}    // namespace lmsection::app
