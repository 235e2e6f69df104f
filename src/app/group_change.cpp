#include "lmsection/app/group_change.hpp"

#include "change.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/domain/record_change.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/domain/typed_date.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/group.hpp"
#include "lmsection/store/leave.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/volunteer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::app {

namespace {

void refuse_existing(const Session& session, const Group& group) {
    for (const Group& other : session.groups()) {
        if (other.slug == group.slug && other.id != group.id) {
            throw RefusedError{
                fmt::format("group {} already exists{}", other.slug.text(),
                            other.retired_on ? ", retired as of " + iso(*other.retired_on) : ""),
                "choose another --slug, or bring that group back with 'lmsection group restore'"};
        }
    }
}

/// The terms of a group that end on or after `day`.
std::vector<Service> terms_from(const Session& session, const Group& group, Date day) {
    return store::record_of_group(session.database(), group.id, day);
}

/// Ends a term on the day before; deletes it if it would begin on that day or later.
void end_before(WritingSession& session, Appointment existing, Date day,
                const std::string& reason) {
    if (existing.start < day) {
        existing.end = plus_days(day, -1);
        existing.end_reason = reason;
        store::update_end(session.writer(), existing);
    } else {
        store::delete_appointment(session.writer(), existing.id);
    }
}

/// Terms that have begun stay on record, so a group cannot be retired before them.
void refuse_begun(const Session& session, const Group& group, std::span<const Service> terms,
                  Date day) {
    for (const auto& [existing, name] : terms) {
        if (day <= existing.start && existing.start <= session.today()) {
            throw RefusedError{fmt::format("{} began serving in {} on {}, which is not before {}",
                                           name, group.name, iso(existing.start), iso(day)),
                               "retire it on a later day"};
        }
    }
}

/// "Middle Managers was merged into Library Consulting on 2027-01-01", or will be.
std::string merger_text(const Session& session, const Group& group) {
    return fmt::format("{} {} merged into {} on {}", group.name,
                       group.works_on(session.today()) ? "will be" : "was",
                       session.group(*group.merged_into).name, iso(*group.retired_on));
}

void refuse_retired(const Session& session, const Group& group) {
    if (group.merged_into) {
        throw RefusedError{merger_text(session, group),
                           fmt::format("use {}", session.group(*group.merged_into).slug.text())};
    }
    if (group.retired_on) {
        throw RefusedError{
            fmt::format("{} is retired as of {}", group.name, iso(*group.retired_on)),
            fmt::format("bring it back with 'lmsection group restore {}'", group.slug.text())};
    }
}

/// The group on record that matches the one to add, if any.
std::optional<Group> same_group(const Session& session, const Group& group,
                                const GroupFields& fields) {
    const auto& groups = session.groups();
    const Group* known = first_that(groups, [&](const Group& other) {
        return other.slug == group.slug && other.name == group.name && other.kind == group.kind &&
               !other.retired_on && (!fields.charge || other.charge == group.charge);
    });
    return known == nullptr ? std::nullopt : std::optional{*known};
}

void refuse_unlike(const Group& from, const Group& into) {
    if (from.id == into.id) {
        throw RefusedError{fmt::format("{} cannot be merged into itself", from.name),
                           "name two different groups"};
    }
    if (from.kind != into.kind) {
        throw RefusedError{fmt::format("{} and {} are of different kinds ({}, {})", from.name,
                                       into.name, display_text(from.kind), display_text(into.kind)),
                           "merge groups of the same kind"};
    }
}

/// Continues the terms of one group in another from a day on.
class Merger {
public:
    Merger(WritingSession& session, const MergeOrder& order, MergedGroups& merged)
        : session_(session), order_(order), on_(order.on.value_or(session.today())),
          merged_(merged), before_(store::record_of_group(session.database(), merged.into.id)),
          after_(before_) {
        for (const Service& term : terms_from(session, merged.from, on_)) {
            hand_over(term);
        }
    }

    /// Checks the rules for the merged group, ignoring what was already broken.
    void check_rules(const OverridePolicy& policy) {
        auto breaches = group_breaches(
            {merged_.into, before_, after_, {}, session_.handbook(), true});
        std::vector<Finding> findings;
        for (auto breach = breaches.rbegin(); breach != breaches.rend(); ++breach) {
            findings.push_back(std::move(breach->finding));    // leaders before size, as in appoint
        }
        auto [warnings, refused] = apply_policy(findings, policy);
        require_none(std::move(refused));
        append(merged_.result.warnings, std::move(warnings));
        const bool overridden = contains(findings, true, &Finding::may_override);
        for (Appointed& appointed : merged_.result.appointed) {
            if (overridden) {
                appointed.appointment.override_reason = policy.override_reason;
            }
        }
    }

    void write() {
        for (const auto& [appointment, person, group] : merged_.result.appointed) {
            store::insert_appointment(session_.writer(), appointment, person.name);
            for (Leave leave : appointment.leaves) {
                leave.id = session_.next_id<LeaveId>();
                store::insert_leave(session_.writer(), appointment.id, leave);
            }
            store::fit_leaves(session_.writer(), appointment);
        }
        const std::string reason = fmt::format("merged into {}", merged_.into.name);
        for (const Service& term : terms_from(session_, merged_.from, on_)) {
            end_before(session_, term.appointment, on_, reason);
        }
        merged_.from.retired_on = on_;
        merged_.from.merged_into = merged_.into.id;
        store::update_group(session_.writer(), merged_.from);
        session_.groups_changed();
    }

    /// Volunteers who wait for one group then wait for the other.
    void redirect_forms() {
        std::vector<Volunteer> forms;
        store::VolunteerFilter filter;
        filter.group = merged_.from.id;
        filter.waiting = session_.today();
        store::each_volunteer(session_.database(), filter,
                              [&](const store::ListedVolunteer& listed) {
                                  forms.push_back(listed.volunteer);
                              });
        for (Volunteer& form : forms) {
            redirect(form);
        }
        merged_.forms = static_cast<int>(forms.size());
    }

private:
    void hand_over(const Service& term) {
        const Appointment& existing = term.appointment;
        const Span span{std::max(existing.start, on_), existing.end};
        const auto free = free_spans(before_, existing.person, span);
        if (free.size() != 1 || free.front().from != span.from || free.front().to != span.to) {
            merged_.result.warnings.push_back(fmt::format(
                "{} serves in {} already; that term stays, and the one as {} of {} "
                "continues only on days when the two do not overlap",
                term.person_name, merged_.into.name, word(existing.role), merged_.from.name));
        }
        const auto person = store::person_by_id(session_.database(), existing.person);
        for (const Span& part : free) {
            const Appointment appointment = continued(existing, part);
            after_.push_back({appointment, term.person_name});
            merged_.result.appointed.push_back({appointment, *person, merged_.into});
        }
    }

    [[nodiscard]] Appointment continued(Appointment existing, const Span& part) {
        existing.id = session_.next_id<AppointmentId>();
        existing.group = merged_.into.id;
        existing.role = order_.as_members && counts(existing.role) ? Role::member : existing.role;
        existing.years = ProgramYear::containing(part.to).starting() -
                         ProgramYear::containing(part.from).starting() + 1;
        existing.start = part.from;
        existing.end_reason = part.to == existing.end ? existing.end_reason : "";
        existing.end = part.to;
        existing.note += fmt::format("{}came from {}", existing.note.empty() ? "" : "; ",
                                     merged_.from.name);
        return existing;
    }

    void redirect(Volunteer& form) const {
        std::vector<GroupId> choices;
        for (const GroupId choice : form.choices) {
            const GroupId asked = choice == merged_.from.id ? merged_.into.id : choice;
            // Those who chose both keep the better rank.
            add_once(choices, asked);
        }
        form.choices = std::move(choices);
        form.group = form.group == merged_.from.id ? merged_.into.id : form.group;
        store::update_volunteer(session_.writer(), form);
        store::update_choices(session_.writer(), form);
    }

    WritingSession& session_;
    const MergeOrder& order_;
    Date on_;
    MergedGroups& merged_;
    std::vector<Service> before_;    ///< the record of the remaining group
    std::vector<Service> after_;
};

}    // namespace

int next_position(const Session& session, GroupKind kind) {
    int last = 0;
    for (const Group& group : session.groups()) {
        last = group.kind == kind ? std::max(last, group.position) : last;
    }
    return last + 1;
}

ChangedGroup add_group(WritingSession& session, const GroupFields& fields, GroupKind kind) {
    const std::string name = or_refused(parse_visible_name(fields.name.value_or("")));
    const Slug slug = fields.slug ? *fields.slug : or_refused(Slug::of_name(name));
    Group group{session.next_id<GroupId>(), slug, name, kind, 0, "", "", std::nullopt};
    group.charge = or_refused(parse_line("charge", fields.charge.value_or("")));
    return in_change(session, [&]() -> ChangedGroup {
        if (const auto known = same_group(session, group, fields)) {
            return {*known, false};
        }
        refuse_existing(session, group);
        group.position = next_position(session, kind);
        store::insert_group(session.writer(), group);
        session.groups_changed();
        return {group, true};
    });
}

ChangedGroup edit_group(WritingSession& session, std::string_view typed,
                        const GroupFields& fields) {
    return in_change(session, [&]() -> ChangedGroup {
        const Group before = session.group_to_change(typed);
        Group group = before;
        group.name = fields.name ? or_refused(parse_visible_name(*fields.name)) : group.name;
        group.slug = fields.slug.value_or(group.slug);
        group.charge = fields.charge ? or_refused(parse_line("charge", *fields.charge))
                                     : group.charge;
        refuse_existing(session, group);
        store::update_group(session.writer(), group);
        session.groups_changed();
        return {group, true, before};
    });
}

ChangedGroup retire_group(WritingSession& session, std::string_view typed,
                          const RetireOrder& order) {
    const Date on = order.on.value_or(session.today());
    return in_change(session, [&]() -> ChangedGroup {
        Group group = session.group(typed);
        if (group.retired_on && !group.merged_into &&
            order.on.value_or(*group.retired_on) == *group.retired_on) {
            return {group, false};
        }
        refuse_retired(session, group);
        const auto terms = terms_from(session, group, on);
        if (!terms.empty() && !order.end_terms) {
            throw RefusedError{
                fmt::format("{} terms in {} end on or after {}; {}'s ends on {}", terms.size(),
                            group.name, iso(on), terms.front().person_name,
                            iso(terms.front().appointment.end)),
                "give --end-terms to end their terms the day before, or a later --on"};
        }
        refuse_begun(session, group, terms, on);
        const std::string reason = order.reason.empty() ? "group retired" : order.reason;
        for (const Service& service : terms) {
            end_before(session, service.appointment, on, reason);
        }
        group.retired_on = on;
        store::update_group(session.writer(), group);
        session.groups_changed();
        return {group, true};
    });
}

MergedGroups merge_groups(WritingSession& session, const MergeOrder& order,
                          const OverridePolicy& policy) {
    return in_change(session, [&] {
        MergedGroups merged{session.group(order.from), session.group(order.into), {}, true, 0};
        const Group& from = merged.from;
        if (from.merged_into == merged.into.id &&
            order.on.value_or(*from.retired_on) == *from.retired_on) {
            merged.changed = false;
            return merged;
        }
        refuse_retired(session, from);
        refuse_retired(session, merged.into);
        refuse_unlike(from, merged.into);
        Merger merger{session, order, merged};
        merger.check_rules(policy);
        merger.write();
        merger.redirect_forms();
        return merged;
    });
}

ChangedGroup restore_group(WritingSession& session, std::string_view typed) {
    return in_change(session, [&]() -> ChangedGroup {
        Group group = session.group(typed);
        if (group.merged_into) {
            throw RefusedError{merger_text(session, group),
                               "undo the merge with 'lmsection undo' and its number from "
                               "'lmsection log', or add a new group with 'lmsection group add'"};
        }
        if (!group.retired_on) {
            return {group, false};
        }
        group.retired_on.reset();
        store::update_group(session.writer(), group);
        session.groups_changed();
        return {group, true};
    });
}

}    // namespace lmsection::app
