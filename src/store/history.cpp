#include "lmsection/store/history.hpp"

#include "changeset.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/store/table_info.hpp"
#include "query.hpp"
#include "row_name.hpp"
#include "table_row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace lmsection::store {

namespace {

/// The ids of entries that are not in effect because an entry in effect undid them. After a merge,
/// both officers may have undone the same entry; the newer undo counts.
std::set<std::int64_t> undone_entries(const Reader& database) {
    std::set<std::int64_t> undone;
    std::set<std::int64_t> seen;
    // An undo is always newer than the entry it undoes.
    Query query{database, "SELECT undoes, id FROM history WHERE undoes IS NOT NULL "
                          "ORDER BY id DESC"};
    while (query.step()) {
        const bool newest = seen.insert(query.number(0)).second;
        if (newest && !undone.contains(query.number(1))) {
            undone.insert(query.number(0));
        }
    }
    return undone;
}

std::int64_t number_in(const Query& row) {
    return row.number(0);
}

constexpr std::string_view entry_columns = "SELECT id, at, actor, command, changes, undoes "
                                           "FROM history ";

std::vector<TableChanges> summary_of(const Reader& database, std::int64_t id,
                                     std::string_view changeset) {
    std::vector<TableChanges> tables;
    walk_entry(database, id, changeset, [&](const RowChange& row) {
        if (tables.empty() || tables.back().table != row.table()) {
            tables.push_back({row.table()});
        }
        TableChanges& changes = tables.back();
        changes.added += row.action() == RowAction::added ? 1 : 0;
        changes.changed += row.action() == RowAction::changed ? 1 : 0;
        changes.removed += row.action() == RowAction::removed ? 1 : 0;
    });
    return tables;
}

/// The entry in a row of `entry_columns`.
Entry entry_in(const Reader& database, const Query& query, const std::set<std::int64_t>& undone) {
    Entry entry;
    entry.id = query.number(0);
    entry.info = {query.string(2), query.string(3), query.string(1), query.optional_number(5)};
    const std::string_view changeset = query.blob(4);
    entry.changes = summary_of(database, entry.id, changeset);
    if (changeset.empty()) {
        entry.state = EntryState::erased;
    } else if (undone.contains(entry.id)) {
        entry.state = EntryState::undone;
    }
    return entry;
}

std::string changeset_of(const Reader& database, std::int64_t id) {
    Query query{database, "SELECT changes FROM history WHERE id = ?1", id};
    return query.step() ? std::string{query.blob(0)} : std::string{};
}

/// Passes the changed fields of a row to `visit`.
void describe(RecordNames& names, const RowChange& row,
              const std::function<void(const FieldChange&)>& visit) {
    static constexpr ColumnInfo unknown{.name = "?"};
    const TableInfo* table = table_info(row.table());
    FieldChange change{row.table(),  names.of(row.table(), row.key()),
                       row.action(), "",
                       std::nullopt, std::nullopt};
    for (int column = 0; column < row.columns(); ++column) {
        const auto at = static_cast<std::size_t>(column);
        const bool known = table != nullptr && at < table->columns.size();
        const ColumnInfo& info = known ? table->columns[at] : unknown;
        const auto shown = [&](const std::optional<std::string>& value) {
            return value && !info.refers_to.empty() ? names.of(std::string{info.refers_to}, *value)
                                                    : value;
        };
        change.field = info.name;
        change.before = shown(row.before(column));
        change.after = shown(row.after(column));
        if (change.field != "id" && change.before.value_or("") != change.after.value_or("")) {
            visit(change);
        }
    }
}

bool touches(std::string_view changeset, const Clash& clash) {
    bool found = false;
    const bool sound = walk_changeset(changeset, [&](const RowChange& row) {
        found = row.table() == clash.table && row.key() == clash.key;
        return !found;
    });
    return sound && found;
}

/// The newest entry in effect after `id` that changed the conflicting row.
std::optional<Entry> dependent_entry(const Reader& database, std::int64_t id, const Clash& clash) {
    const auto undone = undone_entries(database);
    Query query{database, std::string{entry_columns} + "WHERE id > ?1 ORDER BY id DESC", id};
    while (query.step()) {
        if (!undone.contains(query.number(0)) && touches(query.blob(4), clash)) {
            return entry_in(database, query, undone);
        }
    }
    return std::nullopt;
}

std::string_view reason(Clash::Kind kind) {
    switch (kind) {
    case Clash::Kind::differs: return "was changed since";
    case Clash::Kind::gone: return "is no longer there";
    case Clash::Kind::there_again: return "is there again";
    case Clash::Kind::needed: return "depends on it";
    case Clash::Kind::taken: break;    // reported differently: the record itself is missing
    }
    return "";
}

RefusedError refusal(const Reader& database, const Entry& entry, std::string_view cannot,
                     const Clash& clash) {
    if (clash.kind == Clash::Kind::taken) {
        return {fmt::format(
                    "{}: another record has taken the place of one that it would restore (in {})",
                    cannot, clash.table),
                "correct that record directly, or undo another entry by its number; see 'lmsection "
                "log'"};
    }
    const auto later = dependent_entry(database, entry.id, clash);
    const std::string what = fmt::format("{}: {} (in {}) {}", cannot,
                                         RecordNames{database}.of(clash.table, clash.key),
                                         clash.table, reason(clash.kind));
    if (later) {
        return {fmt::format("{}, by '{}' of {}", what, later->info.command, later->info.at),
                changes_table(*later, "letters")
                    ? "a letter cannot be undone; correct the record instead, such as with "
                      "'lmsection appoint end' or 'lmsection appoint edit'"
                    : fmt::format("undo that first: lmsection undo {}", later->id)};
    }
    return {what, "see 'lmsection log'"};
}

/// The records known so far to belong to another record.
class Belongings {
public:
    /// Starts with the rows that exist now, since the entry that added one may be erased.
    Belongings(const Reader& database, const Record& record)
        : places_{{record.table, std::to_string(record.id)}} {
        for (const TableInfo& table : all_tables()) {
            for (const ColumnInfo& column : table.columns) {
                if (column.refers_to == record.table) {
                    Query query{database,
                                fmt::format("SELECT {} FROM {} t WHERE t.{} = ?1",
                                            key_in_sql(table.columns), identifier(table.name),
                                            identifier(column.name)),
                                record.id};
                    while (query.step()) {
                        places_.insert({std::string{table.name}, query.string(0)});
                    }
                }
            }
        }
    }

    /// Whether a changed row belongs to the record; if so, adds it.
    bool add_if_related(const RowChange& row) {
        const Place place{row.table(), row.key()};
        const bool belongs = places_.contains(place) || refers(row);
        if (belongs) {
            places_.insert(place);
        }
        return belongs;
    }

private:
    [[nodiscard]] bool refers(const RowChange& row) const {
        const TableInfo* table = table_info(row.table());
        const std::size_t columns = table == nullptr ? 0 : table->columns.size();
        for (int column = 0; column < std::min(row.columns(), static_cast<int>(columns));
             ++column) {
            const std::string target{table->columns[static_cast<std::size_t>(column)].refers_to};
            if (!target.empty() && (places_.contains({target, row.before(column).value_or("")}) ||
                                    places_.contains({target, row.after(column).value_or("")}))) {
                return true;
            }
        }
        return false;
    }

    std::set<Place> places_;
};

/// The entries that touched a record or one that belongs to it, that is, refers to it directly or
/// indirectly.
std::set<std::int64_t> entries_about(const Reader& database, const Record& record) {
    Belongings belongings{database, record};
    std::set<std::int64_t> entries;
    Query query{database, "SELECT id, changes FROM history ORDER BY id"};
    while (query.step()) {
        bool concerned = false;
        walk_entry(database, query.number(0), query.blob(1), [&](const RowChange& row) {
            concerned = belongings.add_if_related(row) || concerned;
        });
        if (concerned) {
            entries.insert(query.number(0));
        }
    }
    return entries;
}

bool makes_the_section(const Entry& entry) {
    return std::ranges::any_of(entry.changes, [](const TableChanges& changes) {
        return changes.table == "handbook" && changes.added + changes.removed > 0;
    });
}

/// Sorts the terms that an undone entry was about, or whose people it was about, by the names that
/// these have now: terms may have begun, and names may have changed, since the entry.
void sort_by_names(Writer& database, std::int64_t entry, std::string_view changes) {
    constexpr std::string_view follow = "UPDATE appointments SET sort_key = name_key FROM people "
                                        "WHERE people.id = person_id AND sort_key <> name_key AND ";
    Update of_person{database, fmt::format("{} person_id = ?1", follow)};
    Update of_term{database, fmt::format("{} appointments.id = ?1", follow)};
    walk_entry(database, entry, changes, [&](const RowChange& row) {
        if (row.table() == "people" || row.table() == "appointments") {
            Update& query = row.table() == "people" ? of_person : of_term;
            query.again();
            query.bind(1, row.key()).run();
        }
    });
}

}    // namespace

std::string_view word(EntryState state) {
    switch (state) {
    case EntryState::done: return "done";
    case EntryState::undone: return "undone";
    case EntryState::erased: return "erased";
    }
    return "";
}

std::string_view word(RowAction action) {
    switch (action) {
    case RowAction::added: return "added";
    case RowAction::changed: return "changed";
    case RowAction::removed: return "removed";
    }
    return "";
}

void each_entry(const Reader& database, const EntryFilter& filter,
                const std::function<void(const Entry&)>& visit) {
    const auto undone = undone_entries(database);
    Query query{database,
                std::string{entry_columns} + "WHERE (?1 IS NULL OR actor = ?1) "
                                             "AND (?2 IS NULL OR at >= ?2) ORDER BY id DESC",
                filter.actor, filter.since};
    std::vector<std::set<std::int64_t>> about;
    for (const Record& record : filter.about) {
        about.push_back(entries_about(database, record));
    }
    for (std::int64_t taken = 0; (!filter.limit || taken < *filter.limit) && query.step();) {
        if (std::ranges::all_of(about,
                                [&](const auto& ids) { return ids.contains(query.number(0)); })) {
            visit(entry_in(database, query, undone));
            ++taken;
        }
    }
}

std::optional<Entry> entry_by_id(const Reader& database, std::int64_t id) {
    Query query{database, std::string{entry_columns} + "WHERE id = ?1", id};
    return query.first(
        [&](const Query& row) { return entry_in(database, row, undone_entries(database)); });
}

std::optional<Date> first_recorded_on(const Reader& database) {
    constexpr std::size_t length_of_day = 10;    // of 2026-11-24T16:58:00Z
    Query query{database, "SELECT at FROM history ORDER BY id LIMIT 1"};
    return query.step() ? parse_iso_date(query.text(0).substr(0, length_of_day)) : std::nullopt;
}

std::vector<std::int64_t> entries_ending_with(const Reader& database, std::string_view digits,
                                              int limit) {
    return Query{database,
                 "SELECT id FROM history WHERE substr(id, -length(?1)) = ?1 "
                 "ORDER BY id DESC LIMIT ?2",
                 digits, limit}
        .all(number_in);
}

std::vector<std::int64_t> entry_ids(const Reader& database) {
    return Query{database, "SELECT id FROM history"}.all(number_in);
}

Revision revision_of(const Reader& database) {
    constexpr std::int64_t id_random_bits =
        21;    // the random bits of an id; the higher bits are milliseconds
    Query query{database,
                "SELECT (SELECT count(*) FROM history) + ifnull((SELECT number FROM revision), 0), "
                "ifnull((SELECT max(strftime('%Y-%m-%dT%H:%M:%SZ', at)) "
                "        FROM (SELECT at FROM history UNION ALL SELECT at FROM revision)), "
                "       strftime('%Y-%m-%dT%H:%M:%SZ', "
                "                max((SELECT ifnull(max(id), 0) FROM people), "
                "                    (SELECT ifnull(max(id), 0) FROM groups), "
                "                    (SELECT ifnull(max(id), 0) FROM appointments)) "
                "                / (1 << ?1) / 1000, 'unixepoch'))",
                id_random_bits};
    query.step();
    return {query.number(0), query.string(1)};
}

void begin_revisions(Writer& database, std::int64_t now_ms, const std::string& now) {
    constexpr std::int64_t of_2020_ms = 1'577'836'800'000;    // fits 32 bits until 2088
    constexpr std::int64_t second_ms = 1000;
    raise_revision(database, {std::max<std::int64_t>(0, (now_ms - of_2020_ms) / second_ms), ""},
                   now);
}

void raise_revision(Writer& database, const Revision& before, const std::string& now) {
    const Revision present = revision_of(database);
    if (present.number > before.number) {
        return;
    }
    Update{database,
           "INSERT OR REPLACE INTO revision (id, number, at) VALUES (1, "
           "ifnull((SELECT number FROM revision), 0) + ?1, max(?2, ?3))",
           before.number + 1 - present.number, before.at, now}
        .run();
}

std::optional<std::int64_t> last_done(const Reader& database, std::optional<std::int64_t> before) {
    const auto undone = undone_entries(database);
    Query query{database,
                "SELECT id FROM history WHERE undoes IS NULL AND (?1 IS NULL OR id < ?1) "
                "AND command NOT LIKE 'lmsection sync (%' ORDER BY id DESC",
                before};
    while (query.step()) {
        if (!undone.contains(query.number(0))) {
            return query.number(0);
        }
    }
    return std::nullopt;
}

std::optional<std::int64_t> last_undo(const Reader& database) {
    const auto undone = undone_entries(database);
    // An undo of an undo is a redo, which is not itself redone.
    Query query{database, "SELECT h.id, u.id FROM history h JOIN history u ON u.id = h.undoes "
                          "WHERE h.undoes IS NOT NULL AND u.undoes IS NULL ORDER BY h.id DESC"};
    while (query.step()) {
        if (!undone.contains(query.number(0)) && undone.contains(query.number(1))) {
            return query.number(0);
        }
    }
    return std::nullopt;
}

std::optional<std::int64_t> undo_of(const Reader& database, std::int64_t id) {
    const auto undone = undone_entries(database);
    Query query{database, "SELECT id FROM history WHERE undoes = ?1 ORDER BY id DESC", id};
    while (undone.contains(id) && query.step()) {
        if (!undone.contains(query.number(0))) {
            return query.number(0);
        }
    }
    return std::nullopt;
}

void each_field(const Reader& database, std::int64_t id,
                const std::function<void(const FieldChange&)>& visit) {
    RecordNames names{database};
    walk_entry(database, id, changeset_of(database, id),
               [&](const RowChange& row) { describe(names, row, visit); });
}

bool changes_table(const Entry& entry, std::string_view table) {
    return std::ranges::count(entry.changes, table, &TableChanges::table) > 0;
}

std::set<GroupId> groups_changed_by(const Reader& database, const Entry& entry) {
    const auto group_column = static_cast<int>(*table_info("appointments")->column("group_id"));
    std::set<std::string> groups;
    std::set<std::string> terms;    // terms whose group is not in the changeset
    walk_entry(database, entry.id, changeset_of(database, entry.id), [&](const RowChange& row) {
        if (row.table() == "groups") {
            groups.insert(row.key());
        } else if (row.table() == "appointments") {
            const auto before = row.before(group_column);
            const auto after = row.after(group_column);
            for (const auto& group : {before, after}) {
                groups.insert(group.value_or(""));
            }
            if (!before && !after) {
                terms.insert(row.key());
            }
        }
    });
    Query group_of_term{database, "SELECT group_id FROM appointments WHERE id = ?1"};
    for (const std::string& term : terms) {
        group_of_term.again().bind(1, term);
        if (group_of_term.step()) {
            groups.insert(group_of_term.string(0));
        }
    }
    std::set<GroupId> ids;
    Query known{database, "SELECT id FROM groups WHERE id = ?1"};
    for (const std::string& group : groups) {
        known.again().bind(1, group);
        if (known.step()) {
            ids.insert(known.id<GroupId>(0));
        }
    }
    return ids;
}

bool as_of_the_time_before(Writer& database, const Entry& entry,
                           const std::function<void()>& read) {
    const auto later =
        Query{database, "SELECT id FROM history WHERE id > ?1 ORDER BY id DESC", entry.id}.all(
            number_in);
    execute(database, "SAVEPOINT back_in_time");
    const bool got_there = std::ranges::all_of(later, [&](std::int64_t id) {
        const std::string changeset = changeset_of(database, id);
        return !changeset.empty() && !apply_inverted(database, changeset);
    });
    if (got_there) {
        read();
    }
    execute(database, "ROLLBACK TO back_in_time");
    execute(database, "RELEASE back_in_time");
    return got_there;
}

bool is_irreversible(const Entry& entry) {
    return entry.state == EntryState::erased || makes_the_section(entry);
}

void revert(Writer& database, const Entry& entry, std::string_view cannot) {
    if (entry.state == EntryState::erased) {
        throw RefusedError{fmt::format("{}: what it changed was erased when a person was forgotten",
                                       cannot),
                           "enter the data again"};
    }
    if (makes_the_section(entry)) {
        throw RefusedError{fmt::format("{}: this created the section", cannot),
                           "remove the file if you do not want it"};
    }
    const std::string changes = changeset_of(database, entry.id);
    if (const auto clash = apply_inverted(database, changes)) {
        throw refusal(database, entry, cannot, *clash);
    }
    sort_by_names(database, entry.id, changes);
}

}    // namespace lmsection::store
