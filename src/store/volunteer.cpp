#include "lmsection/store/volunteer.hpp"

#include "person_row.hpp"
#include "query.hpp"

#include <fmt/format.h>

#include <string>

namespace lmsection::store {

namespace {

std::vector<GroupId> choices_of(const Reader& database, VolunteerId volunteer) {
    std::vector<GroupId> choices;
    Query query{database, "SELECT group_id FROM volunteer_choices WHERE volunteer_id = ?1 "
                          "ORDER BY place"};
    query.bind(1, volunteer);
    while (query.step()) {
        choices.push_back(query.id<GroupId>(0));
    }
    return choices;
}

/// The form facts in three columns, starting with `first`.
FormFacts facts_in(const Query& row, int first) {
    FormFacts facts;
    facts.library_type = row.string(first);
    if (!row.is_null(first + 1)) {
        facts.experience = row.number_between(0, most_experience, first + 1);
    }
    if (!row.is_null(first + 2)) {
        facts.is_new = row.number(first + 2) != 0;
    }
    return facts;
}

// Every row with a form starts with the form's own columns: id, person_id, submitted_on,
// library_type, experience, is_new, comment, state, group_id, reviewer_id, experience_text,
// answers, replaced_by.
constexpr std::string_view form_fields =
    "v.id, v.person_id, v.submitted_on, v.library_type, v.experience, v.is_new, v.comment, "
    "v.state, "
    "v.group_id, v.reviewer_id, v.experience_text, v.answers, v.replaced_by";
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

template <class Number>
std::optional<std::int64_t> as_integer(const std::optional<Number>& number) {
    return number ? std::optional{static_cast<std::int64_t>(*number)} : std::nullopt;
}

void insert_choices(Writer& database, const Volunteer& volunteer) {
    std::int64_t place = 0;
    for (const GroupId group : volunteer.choices) {
        Update choice{database, "INSERT INTO volunteer_choices (volunteer_id, place, group_id) "
                                "VALUES (?1, ?2, ?3)"};
        choice.bind(1, volunteer.id).bind(2, ++place).bind(3, group).run();
    }
}

}    // namespace

void insert_volunteer(Writer& database, const Volunteer& volunteer,
                      const std::optional<std::string>& form_key) {
    Update query{database, "INSERT INTO volunteers (id, person_id, submitted_on, library_type, "
                           "experience, is_new, comment, state, group_id, reviewer_id, form_key, "
                           "experience_text, answers, replaced_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                           "?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"};
    query.bind(1, volunteer.id).bind(2, volunteer.person).bind(3, volunteer.submitted_on);
    query.bind(4, volunteer.library_type).bind(5, as_integer(volunteer.experience));
    query.bind(6, as_integer(volunteer.is_new)).bind(7, volunteer.comment);
    query.bind(8, word(volunteer.state)).bind(9, volunteer.group).bind(10, volunteer.reviewer);
    query.bind(11, form_key).bind(12, volunteer.experience_text).bind(13, volunteer.answers);
    query.bind(14, volunteer.replaced_by).run();
    insert_choices(database, volunteer);
}

void update_choices(Writer& database, const Volunteer& volunteer) {
    Update query{database, "DELETE FROM volunteer_choices WHERE volunteer_id = ?1"};
    query.bind(1, volunteer.id).run();
    insert_choices(database, volunteer);
}

void update_volunteer(Writer& database, const Volunteer& volunteer) {
    Update query{database, "UPDATE volunteers SET state = ?2, group_id = ?3, reviewer_id = ?4, "
                           "replaced_by = ?5 WHERE id = ?1"};
    query.bind(1, volunteer.id).bind(2, word(volunteer.state)).bind(3, volunteer.group);
    query.bind(4, volunteer.reviewer).bind(5, volunteer.replaced_by).run();
}

bool has_form(const Reader& database, std::string_view form_key) {
    Query query{database, "SELECT 1 FROM volunteers WHERE form_key = ?1"};
    return query.bind(1, form_key).step();
}

std::optional<Volunteer> volunteer_by_id(const Reader& database, VolunteerId id) {
    Query query{database, fmt::format("SELECT {} FROM volunteers v WHERE v.id = ?1", form_fields)};
    query.bind(1, id);
    return query.step() ? std::optional{volunteer_in(database, query)} : std::nullopt;
}

std::vector<Volunteer> volunteers_of(const Reader& database, PersonId person) {
    std::vector<Volunteer> volunteers;
    Query query{database, fmt::format("SELECT {} FROM volunteers v WHERE v.person_id = ?1 "
                                      "ORDER BY v.submitted_on DESC, v.id DESC",
                                      form_fields)};
    query.bind(1, person);
    while (query.step()) {
        volunteers.push_back(volunteer_in(database, query));
    }
    return volunteers;
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
                    form_fields, person_fields)};
    query.bind(1, filter.state ? std::optional{word(*filter.state)} : std::nullopt);
    query.bind(2, filter.group).bind(3, std::int64_t{filter.with_replaced ? 1 : 0});
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
    Update query{database,
                 "INSERT INTO volunteer_steps (id, volunteer_id, step, group_id, on_date, "
                 "by_whom, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"};
    query.bind(1, id).bind(2, volunteer).bind(3, step.step).bind(4, step.group);
    query.bind(5, step.on).bind(6, step.by).bind(7, step.note).run();
}

std::vector<VolunteerStep> steps_of(const Reader& database, VolunteerId volunteer) {
    std::vector<VolunteerStep> steps;
    Query query{database, "SELECT step, group_id, on_date, by_whom, note FROM volunteer_steps "
                          "WHERE volunteer_id = ?1 ORDER BY id"};
    query.bind(1, volunteer);
    while (query.step()) {
        steps.push_back({query.string(0), query.optional_id<GroupId>(1), query.date(2),
                         query.string(3), query.string(4)});
    }
    return steps;
}

std::vector<FormFacts> form_facts_of_group(const Reader& database, GroupId group, Date day) {
    std::vector<FormFacts> facts;
    Query query{database, "SELECT ifnull(v.library_type, ''), v.experience, v.is_new "
                          "FROM (SELECT DISTINCT person_id FROM appointments "
                          "      WHERE group_id = ?1 AND start_on <= ?2 AND end_on >= ?2 "
                          "      AND NOT instr(?3, '|' || role || '|')) a "
                          "LEFT JOIN volunteers v ON v.id = (SELECT w.id FROM volunteers w "
                          "  WHERE w.person_id = a.person_id AND w.replaced_by IS NULL ORDER BY "
                          "w.submitted_on DESC, w.id DESC LIMIT 1)"};
    query.bind(1, group).bind(2, day).bind(3, roles_not_counted(database));
    while (query.step()) {
        facts.push_back(facts_in(query, 0));
    }
    return facts;
}

}    // namespace lmsection::store
