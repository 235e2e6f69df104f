#include "lmsection/store/volunteer.hpp"

#include "person_row.hpp"
#include "query.hpp"

#include <fmt/format.h>

#include <string>

namespace lmsection::store {

namespace {

std::vector<GroupId> choices_of(const Reader& database, VolunteerId volunteer) {
    return Query{database,
                 "SELECT group_id FROM volunteer_choices WHERE volunteer_id = ?1 ORDER BY place",
                 volunteer}
        .all([](const Query& row) { return row.id<GroupId>(0); });
}

/// The form facts in three columns, starting with `first`.
FormFacts facts_in(const Query& row, int first) {
    FormFacts facts;
    facts.library_type = row.string(first);
    if (!row.is_null(first + 1)) {
        facts.experience = row.number_between(0, most_experience, first + 1);
    }
    if (!row.is_null(first + 2)) {
        facts.is_new = row.flag(first + 2);
    }
    return facts;
}

/// The form's own columns, with which every row with a form starts.
constexpr std::string_view form_fields =
    "v.id, v.person_id, v.submitted_on, v.library_type, v.experience, v.is_new, v.comment, "
    "v.state, v.group_id, v.reviewer_id, v.experience_text, v.answers, v.replaced_by";
constexpr int form_columns = 13;

Volunteer volunteer_in(const Reader& database, const Query& row) {
    Volunteer volunteer;
    volunteer.id = row.id<VolunteerId>(0);
    volunteer.person = row.id<PersonId>(1);
    volunteer.submitted_on = row.date(2);
    FormFacts facts = facts_in(row, 3);
    volunteer.library_type = std::move(facts.library_type);
    volunteer.experience = facts.experience;
    volunteer.is_new = facts.is_new;
    volunteer.comment = row.string(6);
    volunteer.state = row.parsed(7, parse_volunteer_state);
    volunteer.group = row.optional_id<GroupId>(8);
    volunteer.reviewer = row.optional_id<PersonId>(9);
    volunteer.experience_text = row.string(10);
    volunteer.answers = row.string(11);
    volunteer.replaced_by = row.optional_id<VolunteerId>(12);
    volunteer.choices = choices_of(database, volunteer.id);
    return volunteer;
}

void insert_choices(Writer& database, const Volunteer& volunteer) {
    std::int64_t place = 0;
    for (const GroupId group : volunteer.choices) {
        insert(database, "volunteer_choices", "volunteer_id, place, group_id", volunteer.id,
               ++place, group);
    }
}

}    // namespace

void insert_volunteer(Writer& database, const Volunteer& volunteer,
                      const std::optional<std::string>& form_key) {
    insert(database, "volunteers",
           "id, person_id, submitted_on, library_type, experience, is_new, comment, state, "
           "group_id, reviewer_id, form_key, experience_text, answers, replaced_by",
           volunteer.id, volunteer.person, volunteer.submitted_on, volunteer.library_type,
           volunteer.experience, volunteer.is_new, volunteer.comment, volunteer.state,
           volunteer.group, volunteer.reviewer, form_key, volunteer.experience_text,
           volunteer.answers, volunteer.replaced_by);
    insert_choices(database, volunteer);
}

void update_choices(Writer& database, const Volunteer& volunteer) {
    Update{database, "DELETE FROM volunteer_choices WHERE volunteer_id = ?1", volunteer.id}.run();
    insert_choices(database, volunteer);
}

void update_volunteer(Writer& database, const Volunteer& volunteer) {
    write(database, Write::update, "volunteers", "id, state, group_id, reviewer_id, replaced_by",
          volunteer.id, volunteer.state, volunteer.group, volunteer.reviewer,
          volunteer.replaced_by);
}

bool has_form(const Reader& database, std::string_view form_key) {
    return Query{database, "SELECT 1 FROM volunteers WHERE form_key = ?1", form_key}.step();
}

std::optional<Volunteer> volunteer_by_id(const Reader& database, VolunteerId id) {
    Query query{database, fmt::format("SELECT {} FROM volunteers v WHERE v.id = ?1", form_fields),
                id};
    return query.first([&](const Query& row) { return volunteer_in(database, row); });
}

std::vector<Volunteer> volunteers_of(const Reader& database, PersonId person) {
    Query query{database,
                fmt::format("SELECT {} FROM volunteers v WHERE v.person_id = ?1 "
                            "ORDER BY v.submitted_on DESC, v.id DESC",
                            form_fields),
                person};
    return query.all([&](const Query& row) { return volunteer_in(database, row); });
}

void each_volunteer(const Reader& database, const VolunteerFilter& filter,
                    const std::function<void(const ListedVolunteer&)>& visit) {
    Query query{
        database,
        fmt::format("SELECT {}, {}, r.name "
                    "FROM volunteers v JOIN people p ON p.id = v.person_id "
                    "LEFT JOIN people r ON r.id = v.reviewer_id "
                    "WHERE (?1 IS NULL OR v.state = ?1) AND (?2 IS NULL OR v.group_id = ?2 OR "
                    "EXISTS (SELECT 1 FROM volunteer_choices c WHERE c.volunteer_id = v.id "
                    "AND c.group_id = ?2)) AND (?3 OR v.replaced_by IS NULL) "
                    "ORDER BY v.submitted_on, v.id",
                    form_fields, person_fields),
        filter.state, filter.group, filter.with_replaced};
    while (query.step()) {
        ListedVolunteer listed;
        listed.volunteer = volunteer_in(database, query);
        const Volunteer& form = listed.volunteer;
        if ((filter.waiting && (!waits(form) || has_expired(form, *filter.waiting))) ||
            (filter.expired && !has_expired(form, *filter.expired))) {
            continue;
        }
        listed.person = person_of(query, form_columns);
        constexpr int reviewer = form_columns + person_columns;
        listed.reviewer = query.is_null(reviewer) ? "" : query.string(reviewer);
        visit(listed);
    }
}

void insert_step(Writer& database, std::int64_t id, VolunteerId volunteer,
                 const VolunteerStep& step) {
    insert(database, "volunteer_steps", "id, volunteer_id, step, group_id, on_date, by_whom, note",
           id, volunteer, step.step, step.group, step.on, step.by, step.note);
}

std::vector<VolunteerStep> steps_of(const Reader& database, VolunteerId volunteer) {
    Query query{database,
                "SELECT step, group_id, on_date, by_whom, note FROM volunteer_steps "
                "WHERE volunteer_id = ?1 ORDER BY id",
                volunteer};
    return query.all([](const Query& row) {
        return VolunteerStep{row.string(0), row.optional_id<GroupId>(1), row.date(2), row.string(3),
                             row.string(4)};
    });
}

std::vector<FormFacts> form_facts_of_group(const Reader& database, GroupId group, Date day) {
    Query query{database,
                "SELECT ifnull(v.library_type, ''), v.experience, v.is_new "
                "FROM (SELECT DISTINCT person_id FROM appointments "
                "      WHERE group_id = ?1 AND start_on <= ?2 AND end_on >= ?2 "
                "      AND NOT instr(?3, '|' || role || '|')) a "
                "LEFT JOIN volunteers v ON v.id = (SELECT w.id FROM volunteers w "
                "  WHERE w.person_id = a.person_id AND w.replaced_by IS NULL ORDER BY "
                "w.submitted_on DESC, w.id DESC LIMIT 1)",
                group, day, roles_not_counted(database)};
    return query.all([](const Query& row) { return facts_in(row, 0); });
}

}    // namespace lmsection::store
