#include "roster_field.hpp"

#include "lmsection/base/list.hpp"
#include "lmsection/domain/group_name.hpp"
#include "lmsection/domain/list_value.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace lmsection::app {

namespace {

bool is_term(const std::string& cell, Date today) {
    const auto term = read_term(cell, today, TermEdge::end);
    return term.ok() && (term.value().start || term.value().end || term.value().no_end);
}

bool names_group(const Session& session, const std::string& cell) {
    // "Member" is a role, even if the only group that begins with it is "Member Experience".
    return !names_role(session.handbook(), cell) &&
           groups_by_usual_name(cell, session.groups(), session.handbook().section_name).size() ==
               1;
}

/// Words in the headers of columns about other people: "Supervisor's email".
std::vector<std::string> of_other_people() {
    return phrases("supervisor, supervisors, emergency, assistant, assistants, boss, spouse, "
                   "admin, manager, managers, chair, chairs, chair s, supervisor s, assistant s, "
                   "manager s, director, directors, director s");
}

/// Where people serve, as what, and how to reach them.
std::vector<ListField> seat_fields(const Session& session) {
    const auto is_group = [&session](const std::string& cell) {
        return names_group(session, cell);
    };
    const auto is_role = [&session](const std::string& cell) {
        return names_role(session.handbook(), cell);
    };
    const auto is_address = [](const std::string& cell) { return has_address(cell); };
    return {
        {.name = "email",
         .synonyms = phrases("email, e mail, email address, mail address, emails"),
         .whole_synonyms = phrases("mail, address, addresses, contact, contact info"),
         .other_words = of_other_people(),
         .fits = is_address,
         .repeats = true,
         .by_content = true,
         .under_any_header = true},
        {.name = "group",
         .synonyms = phrases("group, committee, committees, groups, team, interest group, "
                             "working group, group name, committee name, committee group, ig, "
                             "unit, body, task force, cmte, name of committee, name of group"),
         .whole_synonyms = phrases("section, subgroup, board, serves on, assignment, group slug"),
         .fits = is_group,
         .by_content = true,
         .is_telling = true,
         .under_any_header = true},
        {.name = "role",
         .synonyms = phrases("role, position, office, roles, committee role, group role, "
                             "committee position, capacity, member type, type of member, "
                             "appointment type, role type, member status, function"),
         .whole_synonyms = phrases("title, type, officer, rank, status, designation, role title, "
                                   "title role, position title, chair member, member chair"),
         .fits = is_role,
         .by_content = true,
         .under_any_header = true}};
}

/// When people serve.
std::vector<ListField> term_fields(Date today) {
    const auto is_date = [today](const std::string& cell) { return is_term(cell, today); };
    return {{.name = "start",
             .synonyms = phrases("start, start date, term start, term starts, term begins, begin, "
                                 "begins, beginning, start of term, term begin, date appointed, "
                                 "appointed on, start year, began, term started, first day, "
                                 "appointment date, effective, joined"),
             .whole_synonyms = phrases("from, since, appointed, effective date"),
             .fits = is_date},
            {.name = "end",
             .synonyms = phrases("end, end date, term end, term ends, term expires, expires, "
                                 "expiration, expiry, expire, end of term, term expiration, "
                                 "through, thru, until, term ending, ending, ends, rolls off, "
                                 "roll off, term limit, last day, end year, term exp, exp, "
                                 "exp date, term through, term thru, term until, serves through, "
                                 "term up"),
             .whole_synonyms = phrases("to"),
             .fits = is_date},
            {.name = "term",
             .synonyms = phrases("term, terms, term dates, term of office, term of service, "
                                 "tenure, service dates, dates of service, appointment dates, "
                                 "term year, term years, years of service, service term, "
                                 "term of appointment"),
             .whole_synonyms = phrases(
                 "dates, date, appointment, service, years served, period, serving"),
             .fits = is_date,
             .by_content = true},
            {.name = "years",
             .synonyms = phrases("years, term length, length of term, number of years, "
                                 "term in years, years in term, duration"),
             .whole_synonyms = phrases("length")},
            {.name = "year",
             .synonyms = phrases("year, program year, committee year, service year"),
             .whole_synonyms = {}}};
}

/// Who people are.
std::vector<ListField> person_fields() {
    // "Ann Lee <al@lib.example>" is one, too.
    const auto is_person = [](const std::string& cell) {
        return looks_like_person(cell) ||
               (has_address(cell) && cell.find(' ') != std::string::npos &&
                std::ranges::count(cell, '@') == 1);
    };
    return {
        {.name = "first_name",
         .synonyms = phrases("first name, given name, forename, firstname, fname, "
                             "given names, preferred first name, first names, forenames"),
         .whole_synonyms = phrases("first, given")},
        {.name = "middle_name",
         .synonyms = phrases("middle name, middle initial, middlename"),
         .whole_synonyms = phrases("middle, mi, m i")},
        {.name = "last_name",
         .synonyms = phrases("last name, surname, family name, lastname, lname, last names, "
                             "surnames, family names"),
         .whole_synonyms = phrases("last, family")},
        {.name = "suffix", .synonyms = phrases("name suffix"), .whole_synonyms = phrases("suffix")},
        {.name = "institution",
         .synonyms = phrases("institution, library, employer, organization, organisation, "
                             "affiliation, company, workplace, place of work, university, "
                             "institution name, library institution, place of employment, "
                             "school, work place, institutional affiliation"),
         .whole_synonyms = phrases("org, works at, work, agency, inst")},
        {.name = "note",
         .synonyms = phrases("note, notes, comment, comments, remark, remarks"),
         .whole_synonyms = phrases("other, misc, additional information")},
        {.name = "name",
         .synonyms = phrases("full name, member name, name last first, last first, "
                             "last name first name, first and last name, first last, "
                             "name first last, volunteer name, contact name, person name, "
                             "last name first, your name, names, member names, "
                             "first name last name, first last name, name of member, "
                             "committee member, committee members, group member"),
         .whole_synonyms = phrases(
             "name, member, members, person, who, volunteer, people, contact, "
             "contact person, appointee, individual, name s, officer, "
             "surname first name, surname given name"),
         .other_words = of_other_people(),
         .fits = is_person,
         .by_content = true}};
}

/// What a roster may have besides.
std::vector<ListField> unused_fields() {
    return {
        {.name = "",
         .synonyms = phrases("job title, work title, professional title, phone, telephone, "
                             "library type, type of library, timestamp, phone number, zip, "
                             "mailing address, street address, city state, preferred name, "
                             "member number, member id, ala number, ala member, pronouns, "
                             "confirmed, email list, mailing list, listserv, website, url"),
         .whole_synonyms = phrases("kind, problem, id, no, #, number, count, phone, address, city, "
                                   "state, country, person id, fax, cell")}};
}

}    // namespace

std::vector<ListField> roster_fields(const Session& session) {
    std::vector<ListField> fields;
    for (auto part :
         {seat_fields(session), term_fields(session.today()), person_fields(), unused_fields()}) {
        append(fields, std::move(part));
    }
    return fields;
}

void complete_names(ListTable& table) {
    const auto of = [&](RosterField field) {
        return first_that(table.columns,
                          [&](const auto& column) { return is_field(column, field); });
    };
    ColumnReading* first = of(RosterField::first_name);
    ColumnReading* last = of(RosterField::last_name);
    ColumnReading* name = of(RosterField::name);
    if (name == nullptr || (first == nullptr) == (last == nullptr)) {
        return;
    }
    ColumnReading& part = first != nullptr ? *first : *last;
    const auto folded_cell = [&](const ListRow& row, const ColumnReading& column) {
        return folded(
            tidied_text(row.cells[static_cast<std::size_t>(&column - table.columns.data())]));
    };
    const auto whole = std::ranges::count_if(table.rows, [&](const ListRow& row) {
        const std::string text = folded_cell(row, part);
        return !text.empty() && has_whole_words(folded_cell(row, *name), text);
    });
    const auto is_named = [](const ColumnReading& one) {
        return one.reason == ColumnReason::named || one.reason == ColumnReason::content;
    };
    if (static_cast<std::size_t>(whole) * 2 > table.rows.size()) {
        part.field = is_named(part) ? std::nullopt : part.field;
        part.reason = part.field ? part.reason : ColumnReason::not_used;
    } else if (is_named(*name)) {
        set_field(*name, first != nullptr ? RosterField::last_name : RosterField::first_name);
    }
}

bool is_own_header(std::string_view header) {
    // What `roster`, `reconcile` and `appoint --skip-bad` write besides.
    static const auto unread = phrases("group_slug, kind, problem, reply, role_before, change, "
                                       "difference, fields, here, there, place, seen_on, command");
    return contains(own_headers(), header) || contains(unread, header);
}

const std::vector<std::string>& own_headers() {
    static const auto own = phrases(
        "name, email, group, role, years, year, start, institution, note, end");
    return own;
}

}    // namespace lmsection::app
