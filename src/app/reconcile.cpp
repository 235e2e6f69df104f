#include "lmsection/app/reconcile.hpp"

#include "change.hpp"
#include "list_remark.hpp"
#include "list_table.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/spreadsheet.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/store/appointment.hpp"
#include "lmsection/store/list_answer.hpp"
#include "lmsection/store/person.hpp"
#include "roster_field.hpp"
#include "roster_row.hpp"
#include "roster_shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

namespace lmsection::app {

namespace {

/// A row of the list about a person in a group.
struct ListEntry {
    ListedAppointment said;
    std::optional<GroupId> group;    ///< none: the list names no groups
    std::string place;
    std::optional<Person> person = std::nullopt;    ///< on record
    bool used = false;
};

/// Someone who serves on the day of the comparison.
struct Here {
    Person person;
    Appointment term;                ///< one of several where the list names no groups
    std::optional<GroupId> group;    ///< none: in the section
};

/// What was read of a list.
struct ReadList {
    std::vector<ListEntry> entries;
    bool names_groups = false;
    bool has_roles = false;    ///< roles of the section, not rights of access
    std::set<GroupId> groups;
};

/// The fields of a roster, and the headers that exports of members and of access rights have.
std::vector<ListField> list_fields(const Session& session) {
    auto fields = roster_fields(session);
    const auto add = [&](RosterField field, std::string_view headers) {
        append(fields[static_cast<std::size_t>(field)].whole_synonyms, phrases(headers));
    };
    add(RosterField::email,
        "emailaddress, member email, user, username, user name, user principal name, "
        "login, primary email, account");
    add(RosterField::name, "nickname, display name, displayname, contact, member");
    add(RosterField::role,
        "group status, access, access level, access role, permission, permissions, "
        "permission level, rights, sharing");
    add(RosterField::not_used,
        "group email, group email required, join year, join month, join day, "
        "email status, email preference, posting permissions, member type, joined, "
        "join date, date joined, last login, kind, expiration time");
    return fields;
}

/// Whether text says what someone may do in a folder or a mailing list.
bool is_access_right(std::string_view text) {
    static const auto rights = phrases(
        "owner, manager, editor, viewer, commenter, contributor, organizer, reader, writer, "
        "content manager, can edit, can view, admin, moderator, read, write, full access, "
        "full control, edit, can comment, subscriber, fileorganizer, restricted view");
    return contains(rights, header_key(text));
}

/// The table of a file that has no headers, only addresses, perhaps with names; none for another
/// file.
std::optional<ListTable> table_of_addresses(const Spreadsheet& file,
                                            std::span<const ListField> fields) {
    if (file.kind != SpreadsheetKind::csv || file.sheets.front().rows.empty()) {
        return std::nullopt;
    }
    const auto has_at = [](const SheetCell& cell) {
        return cell.text.find('@') != std::string::npos;
    };
    const auto& rows = file.sheets.front().rows;
    const auto& first = rows.front().cells;
    const bool has_header = std::ranges::any_of(rows, [&](const SheetRow& row) {
        const auto texts = transformed(row.cells, &SheetCell::text);
        return header_score(texts, fields) > 1 ||
               (texts.size() == 1 && is_header(texts.front(), fields));
    });
    if (has_header || std::ranges::none_of(first, has_at)) {
        return std::nullopt;
    }
    ListTable table;
    for (const RosterField field : {RosterField::name, RosterField::email}) {
        table.columns.push_back({"", static_cast<std::size_t>(field), ColumnReason::content});
    }
    for (const SheetRow& row : rows) {
        const auto addresses = std::ranges::count_if(row.cells, has_at);
        std::string name;
        for (const SheetCell& cell : row.cells) {
            if (!has_at(cell)) {
                name += (name.empty() || cell.text.empty() ? "" : " ") + cell.text;
                continue;
            }
            const auto typed = parse_typed_person(cell.text);
            if (typed.ok() && typed.value().email) {
                const std::string own = typed.value().name;
                const std::string joined = own.empty() || name.empty() ? own + name
                                                                       : name + ", " + own;
                table.rows.push_back(
                    {row.number, {addresses == 1 ? joined : own, typed.value().email->text()}});
                continue;
            }
            const auto several = read_addresses(cell.text);
            for (const EmailAddress& email :
                 several.ok() ? several.value() : std::vector<EmailAddress>{}) {
                table.rows.push_back({row.number, {"", email.text()}});
            }
            if (!several.ok()) {
                table.rows.push_back({row.number, {"", cell.text}});
            }
        }
        if (addresses == 0) {
            table.rows.push_back({row.number, {name, ""}});
        }
    }
    return table;
}

/// Ignores a column whose header only contains a word for groups, if its cells name none of the
/// section, such as "Group address" of a mailing list.
void drop_other_groups(ListTable& table, const Session& session,
                       std::span<const ListField> fields) {
    constexpr auto group = static_cast<std::size_t>(RosterField::group);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        ColumnReading& column = table.columns[i];
        const auto names_group = [&](const ListRow& row) {
            return !row.cells[i].empty() && session.find_group(row.cells[i]).ok();
        };
        if (column.field == group && column.reason == ColumnReason::named &&
            !is_header(column.header, fields.subspan(group, 1)) &&
            std::ranges::none_of(table.rows, names_group)) {
            column.field.reset();
            column.reason = ColumnReason::not_used;
        }
    }
}

/// How many places of the same kind are named.
constexpr std::size_t most_places = 4;

/// Reads the people of a list.
class ListReader {
public:
    ListReader(const Session& session, const std::string& name, const ReconcileQuery& query,
               Reconciled& result)
        : session_(session), name_(name), query_(query), result_(result) {}

    ReadList read(std::string_view bytes) {
        const Spreadsheet file = read_spreadsheet(bytes, name_);
        const auto fields = list_fields(session_);
        ListTables found;
        if (auto plain = table_of_addresses(file, fields)) {
            found.notes.emplace_back("Read as a list of addresses without headers.");
            found.tables.push_back(std::move(*plain));
        } else {
            found = find_roster_tables(session_, file, name_, fields,
                                       {query_.map, query_.ignore, query_.sheet});
            for (ListTable& table : found.tables) {
                drop_other_groups(table, session_, fields);
            }
            result_.columns = column_lines(found.tables, fields);
        }
        result_.notes = std::move(found.notes);
        find_roles(found.tables);
        read_tables(found.tables);
        return std::move(list_);
    }

private:
    /// Finds whether the list has roles of the section, not what people may do in a folder.
    void find_roles(std::span<const ListTable> tables) {
        std::vector<std::string> rights;
        for (const ListTable& table : tables) {
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                if (!is_field(table.columns[i], RosterField::role)) {
                    continue;
                }
                list_.has_roles = true;
                for (const ListRow& row : table.rows) {
                    if (std::string text = tidied_text(row.cells[i]); is_access_right(text)) {
                        add_once(rights, std::move(text));
                    }
                }
            }
        }
        if (!rights.empty()) {
            list_.has_roles = false;
            result_.notes.push_back(
                fmt::format("Roles are not compared, because they say what people may "
                            "do with a folder or a list: {}.",
                            listed(rights)));
        }
    }

    void read_tables(std::span<const ListTable> tables) {
        RosterRemarks remarks;
        std::map<std::string, std::vector<std::string>> bad;    // places, by what is wrong
        for (const ListTable& table : tables) {
            list_.names_groups = list_.names_groups ||
                                 RosterRows{session_, name_, table, false, remarks}.names_groups();
        }
        for (const ListTable& table : tables) {
            RosterRows rows{session_, name_, table, false, remarks};
            if (list_.names_groups && !rows.names_groups()) {
                result_.notes.push_back(fmt::format("Skipped because nothing says in which group "
                                                    "these people serve: sheet '{}'.",
                                                    table.sheet));
                continue;
            }
            rows.only_compare();
            for (const ListRow& row : table.rows) {
                auto read = rows.read(row);
                for (const Fault& fault : read.faults) {
                    bad[fault.text()].push_back(rows.at(row));
                }
                for (ListedAppointment& one : read.appointments) {
                    if (list_.names_groups && one.order.group.empty()) {
                        bad["names no group"].push_back(rows.at(row));
                    } else {
                        add(std::move(one), rows.at(row));
                    }
                }
            }
        }
        for (const auto& [what, places] : bad) {
            result_.warnings.push_back(
                fmt::format("{}: not compared: {}", some_of(places, most_places), what));
        }
        if (list_.entries.empty() && !bad.empty()) {
            throw RefusedError{fmt::format("{} has no row that can be compared", name_),
                               fmt::format("correct {}: {}", bad.begin()->second.front(),
                                           bad.begin()->first)};
        }
        add_notes(remarks);
    }

    void add(ListedAppointment said, std::string place) {
        const std::string slug = said.order.group;
        ListEntry entry{.said = std::move(said), .group = std::nullopt, .place = std::move(place)};
        if (!slug.empty()) {
            entry.group = session_.group(slug).id;
        } else if (query_.groups.size() == 1) {
            entry.group = query_.groups.front().id;
        }
        if (entry.group) {
            list_.groups.insert(*entry.group);
        }
        list_.entries.push_back(std::move(entry));
    }

    /// Says what of the list is not compared. What `appoint --from` would assume does not matter.
    void add_notes(RosterRemarks& remarks) {
        if (!remarks.unknown_roles.empty() && list_.has_roles) {
            result_.notes.push_back(
                fmt::format("Not compared, because the section has no such role: {}.",
                            some_of(remarks.unknown_roles, most_places)));
        }
        remarks.unknown_roles.clear();
        remarks.members.clear();
        append(result_.notes, remarks.sentences());
        append(result_.warnings, std::move(remarks.warnings));
    }

    const Session& session_;
    const std::string& name_;
    const ReconcileQuery& query_;
    Reconciled& result_;
    ReadList list_;
};

/// Finds the people of a list on record, by any address they ever had, then by their whole name.
class PersonFinder {
public:
    PersonFinder(const Session& session, std::span<const Here> here,
                 std::vector<std::string>& warnings)
        : session_(session), warnings_(warnings) {
        for (const Here& one : here) {
            serving_.insert(one.person.id);
        }
    }

    void find(std::vector<ListEntry>& entries) {
        std::set<PersonId> addressed;
        for (ListEntry& entry : entries) {
            entry.person = by_address(entry);
            if (entry.person) {
                addressed.insert(entry.person->id);
            }
        }
        for (ListEntry& entry : entries) {
            if (!entry.person && !entry.said.order.person.name.empty()) {
                entry.person = by_name(entry, addressed);
            }
        }
    }

private:
    [[nodiscard]] std::optional<Person> by_address(const ListEntry& entry) const {
        for (const EmailAddress& email :
             addresses_of(entry.said.order.person, entry.said.further)) {
            if (auto owner = store::person_by_email(session_.database(), email.key())) {
                return owner;
            }
        }
        return std::nullopt;
    }

    std::optional<Person> by_name(const ListEntry& entry, const std::set<PersonId>& addressed) {
        constexpr int most = 20;
        const TypedPerson& typed = entry.said.order.person;
        auto people = store::people_by_name(session_.database(), folded(typed.name), most);
        if (typed.email) {    // whose address the list gives in another row is someone else
            std::erase_if(people,
                          [&](const Person& person) { return addressed.contains(person.id); });
        }
        const auto serves = [&](const Person& person) { return serving_.contains(person.id); };
        if (people.size() > 1 && std::ranges::any_of(people, serves)) {
            std::erase_if(people, [&](const Person& person) { return !serves(person); });
        }
        if (people.size() > 1) {
            warnings_.push_back(fmt::format("{}: {} people on record are named {}; give the list "
                                            "an address to compare this row",
                                            entry.place, people.size(), in_quotes(typed.name)));
            return std::nullopt;
        }
        return people.empty() ? std::nullopt : std::optional{people.front()};
    }

    const Session& session_;
    std::vector<std::string>& warnings_;
    std::set<PersonId> serving_;
};

/// The days of a row, as far as it says them.
struct SaidTerm {
    std::optional<Date> start;
    std::optional<Date> end;
};

SaidTerm said_term(const ListEntry& entry) {
    const TermRequest& request = entry.said.order.request;
    SaidTerm term{request.start, request.end};
    if (request.year && !term.start) {
        term.start = request.year->first_day();
    }
    if (term.start && !term.end && request.years) {
        term.end = ProgramYear::containing(*term.start).plus(*request.years - 1).last_day();
    }
    return term;
}

bool covers(const SaidTerm& term, Date day) {
    return !(term.start && day < *term.start) && !(term.end && *term.end < day);
}

/// "chair, 2026-07-01 to 2028-06-30"
std::string term_text(const std::optional<Role>& role, const std::optional<Date>& start,
                      const std::optional<Date>& end) {
    const std::string days = start && end ? fmt::format("{} to {}", iso(*start), iso(*end))
                             : start      ? "from " + iso(*start)
                             : end        ? "to " + iso(*end)
                                          : "";
    return joined(std::array{std::string{role ? word(*role) : ""}, days});
}

/// Compares who serves with the people of a list.
class Comparison {
public:
    Comparison(const Session& session, const ReconcileQuery& query, ReadList list,
               Reconciled& result)
        : session_(session), query_(query), list_(std::move(list)), result_(result) {}

    void run() {
        find_here();
        PersonFinder{session_, here_, result_.warnings}.find(list_.entries);
        drop_other_entries();
        result_.people_here = here_.size();
        result_.people_there = list_.entries.size();
        for (const Here& one : here_) {
            compare(one);
        }
        for (ListEntry& entry : list_.entries) {
            if (!entry.used) {
                add_only_there(entry);
            }
        }
        sort();
        add_notes();
    }

private:
    [[nodiscard]] bool is_asked(GroupId group) const {
        return query_.groups.empty() ? !list_.names_groups || list_.groups.contains(group)
                                     : contains(query_.groups, group, &Group::id);
    }

    /// Whether a difference is about one group: the list names it, or the user.
    [[nodiscard]] bool by_group() const { return list_.names_groups || query_.groups.size() == 1; }

    void find_here() {
        std::set<PersonId> seen;
        for (const Group& group : session_.groups()) {
            std::size_t serving = 0;
            for (const Service& service :
                 store::record_of_group(session_.database(), group.id, query_.on)) {
                const Appointment& term = service.appointment;
                if (!serves_on(term, query_.on)) {
                    continue;
                }
                ++serving;
                if (is_asked(group.id) && (by_group() || seen.insert(term.person).second)) {
                    here_.push_back({store::person_by_id(session_.database(), term.person).value(),
                                     term, by_group() ? std::optional{group.id} : std::nullopt});
                }
            }
            if (serving > 0 && !is_asked(group.id) && query_.groups.empty()) {
                not_listed_.push_back(group.name);
            }
        }
    }

    /// Leaves out the rows of groups that were not asked for, and counts a repeated row once.
    void drop_other_entries() {
        std::size_t others = 0;
        std::erase_if(list_.entries, [&](const ListEntry& entry) {
            const bool is_other = entry.group && !is_asked(*entry.group);
            others += is_other ? 1U : 0U;
            return is_other;
        });
        if (others > 0) {
            result_.notes.push_back(
                fmt::format("Not compared: {} of other groups.", counted(others, "row")));
        }
    }

    [[nodiscard]] bool list_has_names() const {
        return std::ranges::any_of(list_.entries, [](const ListEntry& entry) {
            return !entry.said.order.person.name.empty();
        });
    }

    void compare(const Here& one) {
        ListEntry* row = nullptr;
        for (ListEntry& entry : list_.entries) {
            if (entry.person && entry.person->id == one.person.id && entry.group == one.group) {
                entry.used = true;
                const bool fits = covers(said_term(entry), query_.on);
                row = row == nullptr || (fits && !covers(said_term(*row), query_.on)) ? &entry
                                                                                      : row;
            }
        }
        if (row != nullptr) {
            compare(one, *row);
        } else if (!one.person.email && !list_has_names()) {
            unreachable_.push_back(one.person.name);
        } else {
            ListDifference difference = difference_of(one, ListSide::only_here);
            difference.here = by_group() ? term_text(one.term.role, one.term.start, one.term.end)
                                         : fmt::format("{} of {}", word(one.term.role),
                                                       session_.group(one.term.group).name);
            result_.differences.push_back(std::move(difference));
        }
    }

    /// A difference with what is on record.
    [[nodiscard]] ListDifference difference_of(const Here& one, ListSide side) const {
        ListDifference difference;
        difference.side = side;
        difference.person = one.person;
        difference.name = one.person.name;
        difference.email = one.person.email ? one.person.email->text() : "";
        difference.is_term = list_.names_groups;
        if (one.group) {
            difference.group = session_.group(*one.group);
            difference.role = one.term.role;
            difference.start = one.term.start;
            difference.end = one.term.end;
        }
        return difference;
    }

    void compare(const Here& one, const ListEntry& entry) {
        ListDifference difference = difference_of(one, ListSide::different);
        difference.place = entry.place;
        const auto add = [&](const char* field, const std::string& here, const std::string& there) {
            difference.fields.emplace_back(field);
            const std::string_view between = difference.fields.size() > 1 ? ", " : "";
            difference.here += fmt::format("{}{} {}", between, field,
                                           here.empty() ? "(none)" : here);
            difference.there += fmt::format("{}{} {}", between, field, there);
        };
        const TypedPerson& typed = entry.said.order.person;
        // Without punctuation, and folded.
        if (!typed.name.empty() && header_key(typed.name) != header_key(one.person.name)) {
            difference.new_name = typed.name;
            add("name", one.person.name, typed.name);
        }
        const auto addresses = addresses_of(typed, entry.said.further);
        if (!addresses.empty() && (!one.person.email || !contains(addresses, *one.person.email))) {
            difference.new_email = addresses.front().text();
            difference.email = difference.email.empty() ? difference.new_email : difference.email;
            add("email", one.person.email ? one.person.email->text() : "", difference.new_email);
        }
        if (one.group) {
            const Role role = entry.said.order.request.role;
            if (list_.has_roles && entry.said.role_given && role != one.term.role) {
                add("role", std::string{word(one.term.role)}, std::string{word(role)});
                difference.role = role;
            }
            const SaidTerm said = said_term(entry);
            if (entry.said.order.request.start && said.start != one.term.start) {
                add("start", iso(one.term.start), iso(*said.start));
                difference.start = said.start;
            }
            if (said.end && said.end != one.term.end) {
                add("end", iso(one.term.end), iso(*said.end));
                difference.end = said.end;
            }
        }
        if (!difference.fields.empty()) {
            result_.differences.push_back(std::move(difference));
        }
    }

    void add_only_there(ListEntry& entry) {
        const SaidTerm said = said_term(entry);
        const TypedPerson& typed = entry.said.order.person;
        const std::string who = typed.name.empty() && typed.email ? typed.email->text()
                                                                  : typed.name;
        if (!covers(said, query_.on)) {
            elsewhen_.push_back(fmt::format("{} {} ({})", entry.place, who,
                                            term_text(std::nullopt, said.start, said.end)));
            return;
        }
        for (ListEntry& other : list_.entries) {    // the same on another sheet
            other.used = other.used || (other.group == entry.group && is_same(other, entry));
        }
        ListDifference difference;
        difference.side = ListSide::only_there;
        difference.person = entry.person;
        difference.name = typed.name;
        difference.email = typed.email ? typed.email->text() : "";
        if (entry.person && typed.name.empty()) {
            difference.name = entry.person->name;
        }
        if (entry.group) {
            difference.group = session_.group(*entry.group);
            difference.start = entry.said.order.request.start;
            difference.end = said.end;
        }
        if (list_.has_roles && entry.said.role_given) {
            difference.role = entry.said.order.request.role;
        }
        difference.is_term = list_.names_groups;
        difference.here = entry.person ? service_of(*entry.person, entry.group) : "";
        difference.there = term_text(difference.role, said.start, said.end);
        if (difference.there.empty()) {
            difference.there = entry.said.order.note;
        }
        difference.place = entry.place;
        result_.differences.push_back(std::move(difference));
    }

    /// Whether two rows are about the same person.
    static bool is_same(const ListEntry& one, const ListEntry& other) {
        const TypedPerson& first = one.said.order.person;
        const TypedPerson& second = other.said.order.person;
        return one.person && other.person
                   ? one.person->id == other.person->id
                   : !one.person && !other.person && first.email == second.email &&
                         folded(first.name) == folded(second.name);
    }

    /// What is on record about someone who does not serve on the day.
    [[nodiscard]] std::string service_of(const Person& person,
                                         const std::optional<GroupId>& group) const {
        std::string text = "on record, does not serve";
        for (const Appointment& term : store::record_of_person(session_.database(), person.id)) {
            if (group && term.group != *group) {
                continue;
            }
            if (term.end < query_.on) {
                text = "served until " + iso(term.end);
            } else if (query_.on < term.start) {
                return "serves from " + iso(term.start);
            }
        }
        return text;
    }

    /// In the order of the roster, where rows of one group are only here, only there, different.
    void sort() {
        std::map<GroupId, std::size_t> places;
        for (const Group& group : session_.groups()) {
            places.emplace(group.id, places.size());
        }
        std::ranges::stable_sort(result_.differences, {}, [&](const ListDifference& one) {
            return std::pair{one.group ? places.at(one.group->id) : 0, one.side};
        });
    }

    void add_notes() {
        constexpr std::size_t most_shown = 8;
        const std::size_t all = unreachable_.size();
        if (all > 0) {
            result_.notes.push_back(fmt::format(
                "The list has only addresses, so it cannot have {} without one on record: {}.",
                counted(all, "person", "people"), some_of(unreachable_, most_shown)));
        }
        if (!elsewhen_.empty()) {
            result_.notes.push_back(
                fmt::format("Not compared, because according to the list they do not "
                            "serve on {}: {}.",
                            iso(query_.on), some_of(elsewhen_, most_shown)));
        }
        if (!not_listed_.empty()) {
            result_.notes.push_back(
                fmt::format("Not compared, because the list does not name {}: {}. To compare {} "
                            "too, use --group.",
                            not_listed_.size() == 1 ? "the group" : "the groups",
                            fmt::join(not_listed_, ", "), not_listed_.size() == 1 ? "it" : "them"));
        }
    }

    const Session& session_;
    const ReconcileQuery& query_;
    ReadList list_;
    Reconciled& result_;
    std::vector<Here> here_;
    std::vector<std::string> not_listed_;     ///< groups with people that the list does not name
    std::vector<std::string> unreachable_;    ///< people whom a list of addresses cannot have
    std::vector<std::string> elsewhen_;       ///< rows of terms that do not cover the day
};

}    // namespace

std::string_view word(ListSide side) {
    return word_at(side, {"only-here", "only-there", "different"});
}

Reconciled reconcile(const Session& session, std::string_view bytes, const std::string& name,
                     const ReconcileQuery& query) {
    Reconciled result;
    ReadList list = ListReader{session, name, query, result}.read(bytes);
    Comparison{session, query, std::move(list), result}.run();
    return result;
}

Remembered remember(WritingSession& session, const std::string& name, Reconciled& result) {
    return in_change(session, [&] {
        Remembered remembered;
        std::map<std::pair<std::string, std::string>, store::ListAnswer> known;
        for (store::ListAnswer& answer : store::list_answers(session.database(), name)) {
            remembered.first = std::min(remembered.first.value_or(answer.seen_on), answer.seen_on);
            known.emplace(std::pair{answer.entry, answer.difference}, std::move(answer));
        }
        std::set<std::pair<std::string, std::string>> found;
        for (ListDifference& one : result.differences) {
            const std::string who = one.person          ? display_text(*one.person)
                                    : one.email.empty() ? one.name
                                    : one.name.empty()
                                        ? one.email
                                        : fmt::format("{} <{}>", one.name, one.email);
            const std::pair key{
                one.group ? fmt::format("{}, {}", who, one.group->slug.text()) : who,
                one.side == ListSide::different
                    ? fmt::format("{}: {} here, {} there", word(one.side), one.here, one.there)
                    : std::string{word(one.side)}};
            const auto old = known.find(key);
            one.seen_on = old == known.end() ? session.today() : old->second.seen_on;
            one.is_shown = old == known.end();
            remembered.shown_before += one.is_shown ? 0U : 1U;
            if (found.insert(key).second && one.is_shown) {
                store::insert_list_answer(session.writer(), name,
                                          {.id = session.next_number(),
                                           .entry = key.first,
                                           .difference = key.second,
                                           .person = one.person ? std::optional{one.person->id}
                                                                : std::nullopt,
                                           .seen_on = session.today()});
            }
        }
        for (const auto& [key, answer] : known) {
            if (!found.contains(key)) {
                ++remembered.resolved;
                store::delete_list_answer(session.writer(), answer.id);
            }
        }
        return remembered;
    });
}

}    // namespace lmsection::app
