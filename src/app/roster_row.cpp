#include "roster_row.hpp"

#include "list_remark.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/spreadsheet.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/form_value.hpp"
#include "lmsection/domain/group_name.hpp"
#include "lmsection/domain/list_value.hpp"
#include "lmsection/domain/program_year.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace lmsection::app {

namespace {

bool has_word(std::string_view text, const std::vector<std::string>& words) {
    return std::ranges::any_of(words, [key = folded(text)](const std::string& word) {
        return has_whole_words(key, word);
    });
}

/// Whether text on a line of its own looks like the name of a group that the section may not have.
bool looks_like_group(const std::string& text) {
    static const auto words = phrases(
        "committee, group, team, task force, ig, wg, subcommittee, cmte");
    constexpr std::size_t longest = 80;
    return text.size() < longest && text.find_first_of(".:!?@") == std::string::npos &&
           has_word(text, words);
}

/// Whether text begins with one of the words, and not with a longer one.
bool begins_with(std::string_view text, const std::vector<std::string>& words) {
    return std::ranges::any_of(words, [&](const std::string& word) {
        return text.starts_with(word) &&
               (text.size() == word.size() ||
                !is_alphanumeric(static_cast<unsigned char>(text[word.size()])));
    });
}

/// Whether the text in a name's place is a remark below the rows.
bool looks_like_remark(const std::string& text) {
    static const auto beginnings = phrases(
        "total, note, notes, last updated, updated, as of, prepared, revised, "
        "count, legend, source, key, question, please");
    const std::string key = folded(text);
    return key.starts_with('*') || begins_with(key, beginnings);
}

bool is_one_of_lines(const std::string& text, const std::vector<std::string>& lines) {
    return contains(lines, header_key(text.substr(0, text.find_first_of("(:["))));
}

/// Whether a line of its own heads people who no longer serve.
bool is_heading_of_past_members(const std::string& text) {
    static const auto lines = phrases("past members, former members, previous members, resigned, "
                                      "resigned members, resignations, past, former, inactive, "
                                      "inactive members, rolled off, alumni, ended, terms ended");
    return is_one_of_lines(text, lines);
}

/// Whether a line of its own heads people of the same group.
bool is_heading_of_members(const std::string& text) {
    static const auto lines = phrases(
        "members, membership, committee members, current members, "
        "voting members, nonvoting members, non voting members, officers, "
        "chairs, co chairs, liaisons, active members, current, active, "
        "ex officio members, member");
    return is_one_of_lines(text, lines);
}

/// Whether a row begins with what a line below a table says, whatever else is in it.
bool is_footer(const ListRow& row) {
    static const auto beginnings = phrases(
        "total, totals, subtotal, subtotals, sub total, grand total, "
        "total members, total number, prepared by, last updated");
    const std::string* first = first_that(row.cells,
                                          [](const auto& text) { return !text.empty(); });
    return first != nullptr && begins_with(header_key(*first), beginnings);
}

/// The text of a row with only one cell; empty for other rows.
std::string only_text(const ListRow& row) {
    return filled_cells(row.cells) == 1 ? joined_text(row.cells) : "";
}

bool has_small_letter(const std::string& text) {
    const auto points = code_points(text);
    return std::ranges::any_of(points, [](char32_t c) {
        const bool is_letter = is_alphanumeric(c) && !(c >= U'0' && c <= U'9');
        return is_letter && lower_case(utf8_of(c)) == utf8_of(c);
    });
}

/// Whether the cell of a role says that the person has left.
bool says_resigned(const std::string& role) {
    static const auto words = phrases(
        "resigned, stepped down, withdrew, former member, past member, deceased");
    return has_word(role, words);
}

/// Whether the words of a role say more than the role, so that they are worth keeping.
bool says_more_than_role(const std::string& text) {
    static const auto words = phrases(
        "acting, interim, until, through, thru, from, since, on leave, leave, "
        "pro tem, temporary, substitute, sabbatical, proxy, replacing");
    return has_word(text, words);
}

std::string without_marks(std::string text) {
    while (!text.empty() && (text.back() == '*' || text.back() == '#' || text.back() == ' ' ||
                             text.ends_with("\u2020") || text.ends_with("\u2021"))) {
        const std::size_t bytes = text.ends_with("\u2020") || text.ends_with("\u2021") ? 3 : 1;
        text.resize(text.size() - bytes);
    }
    return text;
}

/// Removes an address from text such as "Ann Lee <al@lib.example>" or "Ann Lee al@lib.example", and
/// returns it; empty if there is not exactly one, or nothing else.
std::string taken_address(std::string& text) {
    const auto at = text.find('@');
    const auto begin = text.find_last_of(" \n<(:", at);
    if (at == std::string::npos || text.find('@', at + 1) != std::string::npos ||
        begin == std::string::npos) {
        return {};
    }
    const auto end = std::min(text.find_first_of(" \n>)", at), text.size());
    std::string email = text.substr(begin + 1, end - begin - 1);
    const bool in_parentheses = text[begin] == '(' && end < text.size() && text[end] == ')';
    text.erase(begin, end - begin + (in_parentheses ? 1 : 0));
    std::erase_if(text, [](char c) { return c == '<' || c == '>' || c == '"'; });
    text = tidied_text(text);
    while (text.ends_with(',') || text.ends_with(':') || text.ends_with('-')) {
        text = tidied_text(text.substr(0, text.size() - 1));
    }
    return email;
}

}    // namespace

Outcome<Group> find_listed_group(const Session& session, const std::string& text,
                                 std::optional<Date> on) {
    const std::string& section = session.handbook().section_name;
    const auto find = [&](const std::string& typed) -> Outcome<Group> {
        if (names_section(typed, section)) {
            return Fault{fmt::format("{} is the section, not a group of it", in_quotes(typed)),
                         "write the name of the group"};
        }
        auto found = session.find_group_to_change(typed, on);
        if (found.ok()) {
            return found;
        }
        const auto usual = groups_by_usual_name(typed, session.groups(), section);
        if (usual.size() == 1) {
            return session.find_group_to_change(session.groups()[usual.front()].slug.text(), on);
        }
        return found;
    };
    Outcome<Group> whole = find(text);
    const auto open = text.find('(');
    if (!whole.ok() && open != std::string::npos && open > 0) {
        auto bare = find(tidied_text(text.substr(0, open)));
        return bare.ok() ? bare : whole;
    }
    return whole;
}

std::vector<std::string> RosterRemarks::sentences() const {
    std::vector<std::string> lines;
    const auto add = [&](std::string_view what, const auto& items) {
        add_sentence(lines, fmt::format("{}: ", what), some_of(items));
    };
    const auto add_rows = [&](std::string_view what, const auto& rows) {
        add_sentence(lines, fmt::format("{} (", what), rows_named(rows), ").");
    };
    add("Skipped, not a person", skipped);
    add("Skipped, vacant", vacant);
    add("Skipped, no longer serving", past);
    add("Names tidied", tidied);
    add("Names put in reading order", turned);
    add("Read as dates", dates);
    add_sentence(lines, "Groups are named by ",
                 fmt::format("{}", fmt::join(group_sources, ", by ")));
    add_sentence(lines, "Roles are named by headings between the rows: ",
                 fmt::format("{}", fmt::join(role_headings, ", ")));
    add_rows("No group given: assumed that of the row above", filled);
    add_rows("No role given: assumed member", members);
    add("Unknown role: recorded as member, with the role as a note", unknown_roles);
    add_rows("No start given: assumed the July 1 one usual term before the end", starts);
    add_rows("No start or end given: assumed the usual term from July 1 of this program year",
             current);
    add_rows("No end given: assumed the end of the usual term", ends);
    add("Role with other words, which are kept as a note", role_words);
    add("No end given, and the usual term is over: assumed renewed", renewed);
    add("Only a part of a name given", halves);
    add("Terms that have ended", ended);
    return lines;
}

RosterRows::RosterRows(const Session& session, const std::string& file, const ListTable& table,
                       bool own, RosterRemarks& remarks)
    : session_(session), file_(file), table_(table), own_(own), remarks_(remarks) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const std::string& header = table.columns[i].header;
        const bool is_header = !header.empty() || table.columns[i].reason == ColumnReason::derived;
        header_cells_ = is_header ? i + 1 : header_cells_;
        written_by_roster_ = written_by_roster_ || header == "group_slug";
    }
    const auto longer = std::ranges::count_if(table.rows, [&](const ListRow& row) {
        return std::any_of(row.cells.begin() + static_cast<std::ptrdiff_t>(header_cells_),
                           row.cells.end(), [](const std::string& text) { return !text.empty(); });
    });
    most_are_longer_ = static_cast<std::size_t>(longer) * 2 > table.rows.size();
    names_only_ = std::ranges::all_of(table.rows, [](const ListRow& row) {
        return filled_cells(row.cells) < 2;
    });
    find_orders();
    if (!own) {
        find_group_of_table();
    }
}

/// The first column of a field in which a row has a cell that is not empty.
std::optional<std::size_t> RosterRows::column_of(const ListRow& row, RosterField field) const {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        if (is_field(table_.columns[i], field) && !row.cells[i].empty()) {
            return i;
        }
    }
    return std::nullopt;
}

std::string RosterRows::cell(const ListRow& row, RosterField field) const {
    const auto column = column_of(row, field);
    return !column ? "" : own_ ? row.cells[*column] : tidied_text(row.cells[*column]);
}

bool RosterRows::has_any(const ListRow& row, std::initializer_list<RosterField> fields) const {
    return std::ranges::any_of(fields, [&](RosterField one) { return !cell(row, one).empty(); });
}

std::string RosterRows::quoted(const ListRow& row) const {
    return fmt::format("{} {}", at(row), in_quotes(joined_text(row.cells)));
}

NumberOrder RosterRows::order_of(const ListRow& row, RosterField field) const {
    const auto column = column_of(row, field);
    const auto known = column ? orders_.find(*column) : orders_.end();
    return known == orders_.end() ? NumberOrder::month_first : known->second;
}

/// Finds the order of the numbers in each column with days: day first throughout if one of its
/// dates can only be that. A list has one order, so that of another column decides where a column's
/// own dates do not.
void RosterRows::find_orders() {
    const auto is_date = [](const ColumnReading& column) {
        return has_field<RosterField>({&column, 1},
                                      {RosterField::start, RosterField::end, RosterField::term});
    };
    const auto first_with = [&](std::size_t column, bool (*has)(std::string_view)) {
        const ListRow* found = first_that(table_.rows, [&](const ListRow& row) {
            return has(row.cells[column]);
        });
        return found == nullptr ? std::string{} : tidied_text(found->cells[column]);
    };
    bool any_day_first = false;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        any_day_first = any_day_first ||
                        (is_date(table_.columns[i]) && !first_with(i, has_day_first).empty());
    }
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        if (!is_date(table_.columns[i])) {
            continue;
        }
        const std::string day_first = first_with(i, has_day_first);
        const std::string either = first_with(i, has_either_order);
        const bool by_others = !own_ && any_day_first && first_with(i, has_month_first).empty();
        orders_[i] = day_first.empty() && !by_others ? NumberOrder::month_first
                                                     : NumberOrder::day_first;
        const std::string example = either.empty() && !own_ ? day_first : either;
        if (!example.empty()) {
            add_order_warning(i, example);
        }
    }
}

/// Says in which order the numbers of a column are read, with an example.
void RosterRows::add_order_warning(std::size_t column, const std::string& example) {
    const ColumnReading& reading = table_.columns[column];
    const auto edge = is_field(reading, RosterField::start) ? TermEdge::start : TermEdge::end;
    const auto read = read_term(example, session_.today(), edge, orders_[column]);
    const auto day = !read.ok()           ? std::nullopt
                     : read.value().start ? read.value().start
                                          : read.value().end;
    remarks_.warnings.push_back(
        order_warning(file_, own_ ? header_key(reading.header) : tidied_text(reading.header),
                      orders_[column], example, day));
}

/// The slug of the only group that a heading names; empty if there is none.
std::string RosterRows::group_in_heading(std::string_view text) const {
    const auto& groups = session_.groups();
    const auto named = groups_in_heading(text, groups, session_.handbook().section_name);
    return named.size() == 1 ? groups[named.front()].slug.text() : "";
}

/// The group that a title above the table or the sheet's name names.
void RosterRows::find_group_of_table() {
    for (const std::string& title : table_.titles) {
        if (const std::string named = group_in_heading(title); !named.empty()) {
            table_group_ = named;
            remarks_.group_sources.insert("the title above the table");
        }
    }
    table_group_ = table_group_.empty() ? group_in_heading(table_.sheet) : table_group_;
}

bool RosterRows::names_groups() const {
    return own_ || has_field(table_.columns, {RosterField::group}) || !table_group_.empty() ||
           std::ranges::any_of(table_.rows, [&](const ListRow& row) {
               const std::string text = only_text(row);
               return !text.empty() && (looks_like_group(text) || !group_in_heading(text).empty());
           });
}

/// Whether people without a group of their own follow a row.
bool RosterRows::precedes_people(const ListRow& row) const {
    for (std::size_t i = static_cast<std::size_t>(&row - table_.rows.data()) + 1;
         i < table_.rows.size(); ++i) {
        const ListRow& next = table_.rows[i];
        const std::string text = only_text(next);
        if (is_footer(next) || (!text.empty() && !looks_like_person(text))) {
            continue;
        }
        return cell(next, RosterField::group).empty() &&
               (!text.empty() || has_any(next, {RosterField::name, RosterField::first_name,
                                                RosterField::last_name, RosterField::email}));
    }
    return false;
}

/// Whether a row is below a heading and directly above a row with several cells, so that it is
/// rather another heading than a person of whom nothing else is known.
bool RosterRows::is_between_headed_rows(const ListRow& row) const {
    const auto next = static_cast<std::size_t>(&row - table_.rows.data()) + 1;
    return !heading_.empty() && next < table_.rows.size() && only_text(table_.rows[next]).empty() &&
           !is_footer(table_.rows[next]);
}

/// Whether text in a row of its own can be a person's name: not in capitals, which are usual for
/// headings, unless all rows of the table are names only.
bool RosterRows::may_be_person(const std::string& text) const {
    return (names_only_ || has_small_letter(text)) &&
           (looks_like_person(text) ||
            looks_like_person(in_reading_order(without_comment(text).name)));
}

/// Whether a row is a line of its own that names a group for the rows below it. A line that may
/// name one, but none of the section, makes the rows below it faults.
bool RosterRows::takes_as_heading(const ListRow& row) {
    const std::string text = only_text(row);
    if (text.empty() || looks_like_remark(text)) {
        return false;
    }
    if (std::string named = group_in_heading(text); !named.empty()) {
        begin_group(std::move(named));
        remarks_.group_sources.insert("headings between the rows");
        return true;
    }
    if (is_heading_of_past_members(text)) {
        below_past_members_ = true;
        return true;
    }
    if (takes_as_heading_of_role(text)) {
        return true;
    }
    if (is_heading_of_members(text)) {
        below_past_members_ = false;
        heading_role_.clear();
        return false;
    }
    const bool is_other = names_section(text, session_.handbook().section_name) ||
                          (may_be_person(text) && !is_between_headed_rows(row)) ||
                          has_address(text) || says_vacant(text) ||
                          names_role(session_.handbook(), text) || text.ends_with('.');
    if (looks_like_group(text) || (!is_other && precedes_people(row))) {
        begin_group(text);
        return true;
    }
    return false;
}

void RosterRows::begin_group(std::string named) {
    heading_ = std::move(named);
    heading_role_.clear();
    last_group_.clear();
    below_past_members_ = false;
}

/// Whether a line of its own is the role of the people in the rows below it, such as "Co-Chairs:".
bool RosterRows::takes_as_heading_of_role(const std::string& text) {
    if (has_field(table_.columns, {RosterField::role}) || !names_role(session_.handbook(), text)) {
        return false;
    }
    heading_role_ = text;
    below_past_members_ = false;
    remarks_.role_headings.insert(in_quotes(text));
    return true;
}

/// Whether a row is not about a person: a note, a vacant seat.
bool RosterRows::skips(const ListRow& row) {
    const std::string name = cell(row, RosterField::name);
    const std::string first = cell(row, RosterField::first_name);
    const std::string last = cell(row, RosterField::last_name);
    const std::string email = cell(row, RosterField::email);
    const bool nameless = name.empty() && first.empty() && last.empty();
    const std::string shown_name = name.empty() ? first.empty() ? last : first : name;
    const bool is_vacant = !nameless && says_vacant(shown_name) && !has_address(email);
    const std::string group = cell(row, RosterField::group);
    const std::string role = cell(row, RosterField::role);
    if (is_vacant ||
        (nameless && email.empty() && !role.empty() && names_role(session_.handbook(), role))) {
        const std::string seat = group.empty() ? heading_.empty() ? last_group_ : heading_ : group;
        const std::string what = joined_text(std::array{seat, role}, ", ");
        remarks_.vacant.push_back(what.empty() ? at(row) : fmt::format("{} ({})", at(row), what));
        last_group_ = group.empty() ? last_group_ : group;
        return true;
    }
    const bool is_lone_text = filled_cells(row.cells) == 1 && !has_address(email) &&
                              !has_address(shown_name) && !may_be_person(shown_name);
    if ((nameless && email.empty()) || is_lone_text || is_footer(row) ||
        (email.empty() && !nameless && looks_like_remark(shown_name))) {
        remarks_.skipped.push_back(quoted(row));
        return true;
    }
    if (below_past_members_ || says_resigned(role) || has_left(row)) {
        remarks_.past.push_back(quoted(row));
        return true;
    }
    return false;
}

/// Whether the comment after a name says that the person no longer serves.
bool RosterRows::has_left(const ListRow& row) const {
    constexpr std::array parts{RosterField::name, RosterField::first_name, RosterField::last_name};
    return !written_by_roster_ && std::ranges::any_of(parts, [&](RosterField part) {
        return says_left(without_comment(cell(row, part)).comment);
    });
}

/// Whether a row of `roster --vacancies` is a seat without a person.
bool RosterRows::is_vacant_seat(const ListRow& row) {
    const bool vacant = !has_any(row, {RosterField::name, RosterField::email});
    if (vacant) {
        remarks_.vacant.push_back(fmt::format("{} ({}, {})", at(row), cell(row, RosterField::group),
                                              cell(row, RosterField::role)));
    }
    return vacant;
}

/// A line of CSV with more cells than the header probably has a comma without quotes.
std::optional<Fault> RosterRows::too_many_cells(const ListRow& row) const {
    const std::size_t used = cells_used(row.cells);
    if (!table_.sheet.empty() || used <= header_cells_ || (!own_ && most_are_longer_)) {
        return std::nullopt;
    }
    return Fault{fmt::format("has {} cells, the header has {}", used, header_cells_),
                 "put a cell that contains a comma in quotes"};
}

Outcome<std::vector<Group>> RosterRows::find_groups(const std::string& text) {
    const auto known = groups_.find(text);
    if (known != groups_.end()) {
        return known->second;
    }
    const Outcome<Group> whole = own_ ? session_.find_group_to_change(text)
                                      : find_listed_group(session_, text);
    Outcome<std::vector<Group>> result =
        whole.ok() ? Outcome<std::vector<Group>>{std::vector{whole.value()}}
                   : Outcome<std::vector<Group>>{whole.fault()};
    if (!whole.ok() && !own_ && text.find_first_of(";,/\n") != std::string::npos) {
        std::vector<Group> several;
        std::vector<Fault> faults;
        for (const std::string& part : split_text(text, ";,/\n")) {
            if (auto one = value_or_fault(find_listed_group(session_, part), faults)) {
                several.push_back(*std::move(one));
            }
        }
        if (faults.empty() && !several.empty()) {
            result = several;
        }
    }
    groups_.emplace(text, result);
    return result;
}

/// The groups of a row: its cell, else the heading above, else the row above, else the table's.
/// `typed`: set to the text that names them.
std::vector<Group> RosterRows::groups_of(const ListRow& row, std::vector<Fault>& faults,
                                         std::string& typed) {
    typed = cell(row, RosterField::group);
    if (typed.empty() && !own_) {
        if (!heading_.empty()) {
            typed = heading_;
        } else if (!last_group_.empty()) {
            typed = last_group_;
            remarks_.filled.push_back(at(row));
        } else if (!table_group_.empty()) {
            typed = table_group_;
            if (!group_in_heading(table_.sheet).empty()) {
                remarks_.group_sources.insert("the names of the sheets");
            }
        }
    } else if (!own_) {
        last_group_ = typed;
        heading_.clear();
    }
    if (typed.empty() && comparing_) {
        return {};
    }
    if (typed.empty()) {
        faults.push_back({"names no group", table_.sheet.empty()
                                                ? "give its slug, name or initials"
                                                : "add a column for the group, or name the sheet "
                                                  "after it"});
        return {};
    }
    const auto found = find_groups(typed);
    if (!found.ok()) {
        faults.push_back(found.fault());
        return {};
    }
    return found.value();
}

/// The name of a row's person in reading order and without capitals. `role`: set if the name's cell
/// also has a role, as in "Ann Lee, Chair". `email`: set if it also has an address.
std::string RosterRows::full_name(const ListRow& row, std::string& role, std::string& email) {
    std::string first = cell(row, RosterField::first_name);
    const std::string last = cell(row, RosterField::last_name);
    const std::string whole = cell(row, RosterField::name);
    std::string suffix = cell(row, RosterField::suffix);
    if (const auto blank = first.rfind(' ');
        blank != std::string::npos && is_name_suffix(first.substr(blank + 1))) {
        suffix = first.substr(blank + 1);    // "Martin Jr." King
        first.resize(blank);
    }
    std::string name = joined_text(std::array{first, cell(row, RosterField::middle_name), last});
    name += name.empty() || suffix.empty() ? "" : " " + suffix;
    if (first.empty() != last.empty()) {
        if (!whole.empty()) {
            name.clear();    // the whole name is in a column of its own
        } else {
            remarks_.halves.push_back(fmt::format("{} {}", at(row), in_quotes(name)));
        }
    }
    const bool in_parts = !name.empty();
    name = without_marks(in_parts ? name : whole);
    email = taken_address(name);
    if (name.find('@') != std::string::npos) {
        return name;
    }
    const auto take_role = [&](std::string& from) {
        for (const char mark : {',', '(', '-'}) {
            const auto before = from.rfind(mark);
            if (before != std::string::npos && before > 0) {
                std::string text = from.substr(before + 1);
                std::erase(text, ')');
                if (!text.empty() && names_role(session_.handbook(), text)) {
                    role = text;
                    from = tidied_text(from.substr(0, before));
                }
            }
        }
    };
    take_role(name);
    std::string bare = name;
    if (!written_by_roster_ && without_comment(name).name != name) {
        bare = without_comment(name).name;
        take_role(bare);
    }
    const std::string plain = without_capitals(bare);
    const std::string turned = in_parts || written_by_roster_ ? plain : in_reading_order(plain);
    if (turned != name) {
        (bare == name && turned != plain ? remarks_.turned : remarks_.tidied)
            .push_back(fmt::format("{} is {}", in_quotes(name), turned));
    }
    return turned;
}

void RosterRows::read_person(const ListRow& row, ListedAppointment& listed, std::string& role,
                             std::vector<Fault>& faults) {
    std::string email;
    std::vector<EmailAddress> addresses;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        if (!is_field(table_.columns[i], RosterField::email) || row.cells[i].empty()) {
            continue;
        }
        const auto read = read_addresses(row.cells[i]);
        if (!read.ok()) {
            faults.push_back(read.fault());
            return;
        }
        for (const EmailAddress& one : read.value()) {
            add_once(addresses, one);
        }
        email = email.empty() ? row.cells[i] : email;
    }
    std::string in_name;
    std::string name = own_ ? cell(row, RosterField::name) : full_name(row, role, in_name);
    if (own_ && !written_by_roster_ && name.find('@') == std::string::npos) {
        std::string bare = without_comment(name).name;
        if (bare != tidied_text(name)) {
            remarks_.tidied.push_back(
                fmt::format("{} is {}", in_quotes(name), in_reading_order(bare)));
            name = std::move(bare);
        }
    }
    if (const auto address = EmailAddress::parse(in_name); !in_name.empty() && address.ok()) {
        addresses.insert(addresses.end(), addresses.empty() ? 1 : 0, address.value());
    } else if (!in_name.empty()) {
        faults.push_back(address.fault());
        return;
    }
    if (!own_ && addresses.empty() && has_address(name) && EmailAddress::parse(name).ok()) {
        email = std::exchange(name, {});    // only an address, in the name's column
        addresses.push_back(EmailAddress::parse(email).value());
    }
    const std::string main = addresses.size() == 1 && own_ ? email
                             : addresses.empty()           ? ""
                                                           : addresses.front().text();
    auto person = parse_person_cells(name, name.empty() && addresses.size() == 1 ? email : main);
    if (!person.ok()) {
        faults.push_back(person.fault());
        return;
    }
    listed.order.person = person.value();
    if (written_by_roster_ && !person.value().turned_from.empty()) {
        listed.order.person.name = person.value().turned_from;
        listed.order.person.turned_from.clear();
    } else if (!own_) {
        listed.order.person.turned_from.clear();    // a remark says it for the whole file
    }
    if (addresses.size() > 1) {
        listed.further.assign(addresses.begin() + 1, addresses.end());
    }
}

void RosterRows::read_role(const ListRow& row, const std::string& role, ListedAppointment& listed,
                           std::vector<Fault>& faults) {
    const std::string in_column = cell(row, RosterField::role);
    const std::string text = !in_column.empty() ? in_column : !role.empty() ? role : heading_role_;
    listed.role_given = !text.empty();
    if (text.empty()) {
        if (!own_) {
            remarks_.members.push_back(at(row));
        }
        return;
    }
    const auto known = find_role(session_.handbook(), text);
    if (known.ok()) {
        listed.order.request.role = known.value();
        if (!own_ && says_more_than_role(text)) {
            listed.order.note = fmt::format("Role in the list: {}", text);
            remarks_.role_words.push_back(fmt::format("{} {}", at(row), in_quotes(text)));
        }
    } else if (own_) {
        faults.push_back(known.fault());
    } else {
        listed.role_given = !comparing_;
        listed.order.note = comparing_ ? text : fmt::format("Role in the list: {}", text);
        remarks_.unknown_roles.push_back(fmt::format("{} {}", at(row), in_quotes(text)));
    }
}

/// Reads the cell of a field and adds to `total` what it says; what was said already stays.
void RosterRows::add_term(const ListRow& row, RosterField field, TermEdge edge, ListedTerm& total,
                          std::vector<Fault>& faults) {
    const std::string text = cell(row, field);
    if (text.empty()) {
        return;
    }
    const auto read = read_term(text, session_.today(), edge, order_of(row, field));
    if (!read.ok()) {
        const bool other_order = order_of(row, field) == NumberOrder::day_first &&
                                 has_month_first(text);
        faults.push_back(other_order
                             ? Fault{fmt::format("'{}' is no day, as other dates in this list have "
                                                 "the day first",
                                                 tidied_text(text)),
                                     "write the day as 2027-06-30"}
                             : read.fault());
        return;
    }
    const ListedTerm& term = read.value();
    const bool is_only_end = field == RosterField::end && term.end && !own_;    // "2026-28"
    total.start = total.start || is_only_end ? total.start : term.start;
    total.end = total.end ? total.end : term.end;
    total.years = total.years ? total.years : term.years;
    total.no_end = total.no_end || term.no_end;
    for (const auto& day : {term.start, term.end}) {
        if (!day) {
            continue;
        }
        if (term.chosen && !has_either_order(text)) {
            if (own_) {
                remarks_.warnings.push_back(
                    fmt::format("{}: {} is read as {}", at(row), in_quotes(text), written(*day)));
            } else {
                add_once(remarks_.dates, fmt::format("{} is {}", in_quotes(text), written(*day)));
            }
        }
        if (const auto far = far_day_warning(*day, session_.today());
            far && session_.today() < *day) {
            remarks_.warnings.push_back(fmt::format("{}: {}", at(row), *far));
        }
    }
}

/// Reads the columns with a number of years and with a program year.
void RosterRows::read_years(const ListRow& row, TermRequest& request, ListedTerm& total,
                            std::vector<Fault>& faults) {
    if (const std::string text = cell(row, RosterField::years); !text.empty()) {
        const auto years = parse_term_years(text);
        if (years.ok()) {
            total.years = years.value();
        } else if (own_) {
            faults.push_back(years.fault());
        } else {
            add_term(row, RosterField::years, TermEdge::end, total, faults);
        }
    }
    if (const std::string text = cell(row, RosterField::year); !text.empty()) {
        const auto range = own_ ? Outcome<ListedTerm>{Fault{}}
                                : read_term(text, session_.today(), TermEdge::end);
        if (range.ok() && range.value().start && range.value().end) {
            total.start = total.start ? total.start : range.value().start;
            total.end = total.end ? total.end : range.value().end;
            return;
        }
        request.year = value_or_fault(parse_program_year(text, session_.today()), faults);
    }
}

void RosterRows::read_dates(const ListRow& row, TermRequest& request, std::vector<Fault>& faults) {
    ListedTerm total;
    read_years(row, request, total, faults);
    add_term(row, RosterField::start, TermEdge::start, total, faults);
    add_term(row, RosterField::end, TermEdge::end, total, faults);
    add_term(row, RosterField::term, TermEdge::end, total, faults);
    request.start = total.start;
    request.end = total.end;
    request.years = total.end && !own_ ? std::nullopt : total.years;
    if (!own_ && total.end && total.years && !total.start && !request.year) {
        request.years = total.years;    // says when the term began
    }
}

/// Sets the end of a term that has a start only: that of the usual term, or if that has ended, of
/// as many usual terms as it takes to reach today. A term that would be too long to store begins
/// with the last of them.
void RosterRows::renew(const ListRow& row, ListedAppointment& listed, const Group& group) {
    TermRequest& request = listed.order.request;
    const int years = usual_years(request.role, session_.handbook().of_kind(group.kind));
    const ProgramYear first = ProgramYear::containing(request.start.value_or(session_.today()));
    int all = years;
    while (request.start && first.plus(all - 1).last_day() < session_.today()) {
        all += years;
    }
    if (all == years) {
        remarks_.ends.push_back(at(row));
        return;
    }
    request.end = first.plus(all - 1).last_day();
    std::string what = fmt::format("{} {} to {}", at(row), listed.order.person.name,
                                   iso(*request.end));
    if (all > Term::longest) {
        request.start = first.plus(all - years).first_day();
        what += fmt::format(", recorded from {}", iso(*request.start));
    }
    remarks_.renewed.push_back(std::move(what));
}

/// Fills in what a row does not say about its term.
void RosterRows::assume(const ListRow& row, ListedAppointment& listed, const Group& group) {
    TermRequest& request = listed.order.request;
    if (request.start || request.year) {
        if (!own_ && !request.end && !request.years) {
            renew(row, listed, group);
        }
        return;
    }
    const int years = request.years.value_or(
        usual_years(request.role, session_.handbook().of_kind(group.kind)));
    if (request.end) {
        request.start = assumed_start(*request.end, years);
        request.years.reset();
        listed.start_assumed = true;
        remarks_.starts.push_back(at(row));
    } else if (!own_) {
        request.start = ProgramYear::containing(session_.today()).first_day();
        listed.start_assumed = true;
        remarks_.current.push_back(at(row));
    }
}

std::map<RosterField, std::string> RosterRows::cells_of(const ListRow& row) const {
    std::map<RosterField, std::string> cells;
    for (const ColumnReading& column : table_.columns) {
        if (column.field) {
            const auto field = static_cast<RosterField>(*column.field);
            cells[field] = cell(row, field);
        }
    }
    if (!row_group_.empty()) {
        cells[RosterField::group] = row_group_;
    }
    for (const auto& [field, edge] : {std::pair{RosterField::start, TermEdge::start},
                                      std::pair{RosterField::end, TermEdge::end}}) {
        const auto read = read_term(cell(row, field), session_.today(), edge, order_of(row, field));
        const ListedTerm term = read.ok() ? read.value() : ListedTerm{};
        if (const auto& day = edge == TermEdge::start ? term.start : term.end) {
            cells[field] = iso(*day);
        }
    }
    return cells;
}

/// Cells that have an error in place of a value.
std::vector<Fault> RosterRows::errors_in(const ListRow& row) const {
    std::vector<Fault> faults;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        const std::string text = tidied_text(row.cells[i]);
        if (table_.columns[i].field && is_error_value(text)) {
            const std::string column = in_quotes(tidied_text(table_.columns[i].header));
            faults.push_back(
                text == formula_without_value
                    ? Fault{fmt::format("the column {} has a formula without a stored value",
                                        column),
                            "open the file in a spreadsheet program and save it"}
                    : Fault{fmt::format("the column {} has the error {}", column, text),
                            "correct it in the spreadsheet"});
        }
    }
    return faults;
}

RosterRows::Read RosterRows::read(const ListRow& row) {
    Read result;
    row_group_.clear();
    if (const auto fault = too_many_cells(row)) {
        result.faults.push_back(*fault);
        return result;
    }
    if (!own_ && !is_footer(row)) {
        result.faults = errors_in(row);
        if (!result.faults.empty()) {
            return result;
        }
    }
    if (own_ ? written_by_roster_ && is_vacant_seat(row) : takes_as_heading(row) || skips(row)) {
        return result;
    }
    if (own_ && has_left(row)) {
        remarks_.past.push_back(quoted(row));
        return result;
    }
    ListedAppointment listed;
    listed.order.from_file = true;
    listed.may_repeat = !own_;
    listed.names_may_repeat = !own_ && !written_by_roster_;
    std::string role_in_name;
    const auto groups = groups_of(row, result.faults, row_group_);
    read_person(row, listed, role_in_name, result.faults);
    read_role(row, role_in_name, listed, result.faults);
    read_dates(row, listed.order.request, result.faults);
    listed.order.institution = value_or_fault(parse_line("institution",
                                                         cell(row, RosterField::institution)),
                                              result.faults)
                                   .value_or("");
    if (const std::string note = cell(row, RosterField::note); !note.empty()) {
        const std::string joined = joined_text(std::array{listed.order.note, note}, "; ");
        listed.order.note = value_or_fault(parse_line("note", joined), result.faults).value_or("");
    }
    if (!result.faults.empty()) {
        return result;
    }
    if (comparing_) {
        result.appointments.resize(std::max(groups.size(), std::size_t{1}), listed);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            result.appointments[i].order.group = groups[i].slug.text();
        }
        return result;
    }
    for (const Group& group : groups) {
        ListedAppointment one = listed;
        one.order.group = group.slug.text();
        assume(row, one, group);
        const auto& end = one.order.request.end;
        if (end && *end < session_.today() && !own_ && !written_by_roster_) {
            remarks_.ended.push_back(fmt::format("{} to {}", one.order.person.name, iso(*end)));
        }
        result.appointments.push_back(std::move(one));
    }
    return result;
}

}    // namespace lmsection::app
