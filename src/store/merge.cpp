#include "lmsection/store/merge.hpp"

#include "changeset.hpp"
#include "lmsection/base/fingerprint.hpp"
#include "lmsection/base/list.hpp"
#include "merge_row.hpp"
#include "person_trace.hpp"
#include "query.hpp"
#include "recorder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace lmsection::store {

namespace {

/// A history entry as stored.
struct StoredEntry {
    std::int64_t id = 0;
    ChangeInfo info;
    std::string changes;
};
using History = std::map<std::int64_t, StoredEntry>;

History history_of(const Reader& database) {
    History history;
    Query query{database, "SELECT id, actor, command, at, undoes, changes FROM history"};
    while (query.step()) {
        const std::int64_t id = query.number(0);
        history.emplace(id, StoredEntry{id,
                                        {query.string(1), query.string(2), query.string(3),
                                         query.optional_number(4)},
                                        std::string{query.blob(5)}});
    }
    return history;
}

void insert_entry(Writer& database, const StoredEntry& entry) {
    Update query{database, "INSERT INTO history (id, at, actor, command, changes, undoes) "
                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"};
    query.bind(1, entry.id).bind(2, entry.info.at).bind(3, entry.info.actor);
    query.bind(4, entry.info.command).bind(6, entry.info.undoes);
    query.bind_blob(5, entry.changes);
    query.run();
}

void replace_content(Writer& database, const StoredEntry& entry) {
    Update query{database,
                 "UPDATE history SET actor = ?2, command = ?3, changes = ?4 WHERE id = ?1"};
    query.bind(1, entry.id).bind(2, entry.info.actor).bind(3, entry.info.command);
    query.bind_blob(4, entry.changes);
    query.run();
}

/// The text of a database's schema; an unknown trigger, view or table makes it differ.
std::string schema_words(const Reader& database) {
    std::string words;
    Query query{database, "SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' "
                          "ORDER BY type, name"};
    while (query.step()) {
        words += query.string(0) + ";";
    }
    return words;
}

/// A section is identified by the entry that created it.
void refuse_another_section(const History& ours, const History& theirs,
                            const std::string& their_file) {
    const bool same = !ours.empty() && !theirs.empty() &&
                      ours.begin()->first == theirs.begin()->first &&
                      ours.begin()->second.info.at == theirs.begin()->second.info.at;
    if (!same) {
        throw RefusedError{
            fmt::format("{} is not a copy of this section: it was created separately", their_file),
            "merge copies of the same file; to import a roster, use 'lmsection appoint --from'"};
    }
}

/// The names, in one copy, of people who were forgotten in the other.
std::vector<std::string> forgotten_here(const Reader& knows, const Reader& forgot) {
    std::vector<std::string> names;
    for (const PersonId id : forgotten_only_in(forgot, knows).people) {
        const std::string key = std::to_string(id.value);
        const std::string name = name_of_row(knows, "people", key);
        names.push_back(name == key ? "a former person" : name);    // only the history has them
    }
    return names;
}

/// What was erased in one copy must not come back from the other.
void refuse_what_was_forgotten(const Copy& knows, const Copy& forgot) {
    const std::string where = knows.database.file().string();
    const auto names = forgotten_here(knows.database, forgot.database);
    throw RefusedError{fmt::format("{} was forgotten in {} but not in {}",
                                   names.empty() ? "a person"
                                                 : fmt::format("{}", fmt::join(names, ", ")),
                                   forgot.database.file().string(), where),
                       fmt::format("run 'lmsection person forget' with --db {} first", where)};
}

/// Whether an entry in one copy names a person who was forgotten in the other.
bool knows_a_forgotten_person(std::string_view changes, std::string_view where_forgotten) {
    constexpr int name_column = 1;
    std::map<std::string, std::string> names;
    const auto each_name = [](std::string_view changeset, const auto& visit) {
        return walk_changeset(changeset, [&](const RowChange& row) {
            const auto name = row.before(name_column) ? row.before(name_column)
                                                      : row.after(name_column);
            if (row.table() == "people" && name) {
                visit(row.key(), *name);
            }
            return true;
        });
    };
    bool found = false;
    const bool sound =
        each_name(changes, [&](const std::string& key,
                               const std::string& name) { names.emplace(key, name); }) &&
        each_name(where_forgotten, [&](const std::string& key, const std::string& name) {
            const auto known = names.find(key);
            found = found ||
                    (name == forgotten_name && known != names.end() && known->second != name);
        });
    return sound && found;
}

/// The keys of people whom a copy names, and of those whom it has forgotten, in its records or its
/// history; their records may be gone.
struct KnownPeople {
    std::set<std::string> named;
    std::set<std::string> forgotten;

    explicit KnownPeople(const Reader& database) {
        Query query{database, "SELECT id, name FROM people"};
        while (query.step()) {
            add(std::to_string(query.number(0)), query.string(1));
        }
        constexpr int name_column = 1;
        for (const auto& [id, entry] : history_of(database)) {
            static_cast<void>(walk_changeset(entry.changes, [&](const RowChange& row) {
                for (const auto& name : {row.before(name_column), row.after(name_column)}) {
                    if (row.table() == "people" && name) {
                        add(row.key(), *name);
                    }
                }
                return true;
            }));
        }
    }

private:
    void add(const std::string& key, const std::string& name) {
        (name == forgotten_name ? forgotten : named).insert(key);
    }
};

/// Whether a person was forgotten in this copy but not in the other.
bool has_forgotten_more(const History& history, const History& other) {
    return std::any_of(history.begin(), history.end(), [&](const auto& entry) {
        return entry.second.info.command.starts_with("lmsection person forget") &&
               !other.contains(entry.first);
    });
}

bool same_content(const StoredEntry& one, const StoredEntry& other) {
    return one.changes == other.changes && one.info.command == other.info.command &&
           one.info.actor == other.info.actor;
}

bool has_forgotten(const History& history) {
    return has_forgotten_more(history, {});
}

/// Refuses copies that disagree on common entries, unless people were forgotten in both. Returns
/// the entries of theirs that must replace ours, because ours still has more personal data.
/// `may_differ`: each copy may have erased the same people by itself.
std::vector<StoredEntry> replaced_entries(const Copy& ours, const History& our_history,
                                          const Copy& theirs, const History& their_history,
                                          bool may_differ) {
    const bool we_forgot = has_forgotten_more(our_history, their_history);
    const bool they_forgot = has_forgotten_more(their_history, our_history);
    std::vector<StoredEntry> replaced;
    for (const auto& [id, entry] : our_history) {
        const auto shared = their_history.find(id);
        if (shared == their_history.end() || same_content(entry, shared->second)) {
            continue;
        }
        const std::string& mine = entry.changes;
        const std::string& other = shared->second.changes;
        if (!may_differ && mine != other) {
            if (mine.empty() || knows_a_forgotten_person(other, mine)) {
                refuse_what_was_forgotten(theirs, ours);
            }
            if (other.empty() || knows_a_forgotten_person(mine, other)) {
                refuse_what_was_forgotten(ours, theirs);
            }
        }
        if (!we_forgot && !they_forgot && !may_differ) {
            throw RefusedError{fmt::format("history entry {} is different in {}", id,
                                           theirs.database.file().string()),
                               "merge copies of the same file that only lmsection has written to"};
        }
        const bool take_theirs = we_forgot == they_forgot
                                     ? std::tie(other, shared->second.info.command) <
                                           std::tie(mine, entry.info.command)
                                     : they_forgot;
        if (take_theirs) {
            replaced.push_back(shared->second);
        }
    }
    return replaced;
}

/// A person who was forgotten in one copy must not come back from the other, whose later entries
/// may name them.
void refuse_forgotten_people(const Copy& ours, const Copy& theirs) {
    if (!forgotten_here(theirs.database, ours.database).empty()) {
        refuse_what_was_forgotten(theirs, ours);
    }
    if (!forgotten_here(ours.database, theirs.database).empty()) {
        refuse_what_was_forgotten(ours, theirs);
    }
}

/// The entries of one history that the other lacks, oldest first.
std::vector<StoredEntry> lacking(const History& from, const History& other) {
    std::vector<StoredEntry> entries;
    for (const auto& [id, entry] : from) {
        if (!other.contains(id)) {
            entries.push_back(entry);
        }
    }
    return entries;
}

/// The changes of every conflict in a history.
std::set<std::string_view> conflict_changes(const History& history) {
    std::set<std::string_view> changes;
    for (const auto& [id, entry] : history) {
        if (entry.info.command == conflict_command) {
            changes.insert(entry.changes);
        }
    }
    return changes;
}

/// `conflicts`: the changes of every conflict that the copy knows.
void gather_touches(Copy& copy, const std::vector<StoredEntry>& entries, const Forms& forms,
                    const std::set<std::string_view>& conflicts) {
    for (const StoredEntry& entry : entries) {
        copy.erased = copy.erased || entry.changes.empty();
        const bool keeps = !entry.info.undoes && conflicts.contains(entry.changes);
        const EntryKind kind = is_automatic(entry.info.command) ? EntryKind::automatic
                               : keeps                          ? EntryKind::keeps
                                                                : EntryKind::typed;
        if (!copy.touches.add(entry.id, entry.changes, forms, kind)) {
            throw StoreError{fmt::format("history entry {} in {} is damaged", entry.id,
                                         copy.database.file().string()),
                             "restore a copy of it"};
        }
    }
}

/// Changes the records of `database` from `before` to `after`.
void apply(Writer& database, const Forms& forms, const Tables& from, const Tables& to) {
    execute(database, "PRAGMA defer_foreign_keys = ON");
    const auto all = differences(from, to);
    for (const RowDifference& difference : all) {
        if (difference.before != nullptr) {
            delete_row(database, forms.at(difference.place.table), difference.place,
                       *difference.before);
        }
    }
    for (const RowDifference& difference : all) {
        if (difference.after != nullptr) {
            insert_row(database, difference.place.table, *difference.after);
        }
    }
}

/// In-memory tables with our names and columns but without constraints.
class FreeTables {
public:
    explicit FreeTables(const Forms& forms) {
        for (const auto& [table, form] : forms) {
            std::vector<std::string> keys;
            for (const int column : form.key) {
                keys.push_back(form.columns[static_cast<std::size_t>(column)]);
            }
            execute(writer(),
                    fmt::format(R"(CREATE TABLE "{}" ("{}", PRIMARY KEY ("{}")))", table,
                                fmt::join(form.columns, R"(", ")"), fmt::join(keys, R"(", ")"))
                        .c_str());
        }
    }
    [[nodiscard]] Writer& writer() { return transaction_.writer(); }

private:
    Database database_ = Database::in_memory();
    Transaction transaction_{database_};
};

/// SQLite's changeset from `before` to `after`.
std::string changeset_between(const Forms& forms, const Tables& before, const Tables& after) {
    FreeTables free{forms};
    Tables nothing;
    for (const auto& [table, form] : forms) {
        nothing[table] = {};
    }
    apply(free.writer(), forms, nothing, before);
    const Recorder recorder{free.writer().impl().connection->getHandle(), "the merge"};
    apply(free.writer(), forms, before, after);
    return recorder.changes();
}

/// Records that gave way, by their places; nothing where there was none.
using Replaced = std::map<Place, std::optional<Row>>;

/// The changeset that leads from these records to what is there now.
std::string changeset_to(const Tables& now, const Replaced& replaced, const Forms& forms) {
    Tables before;
    Tables after;
    for (const auto& [table, form] : forms) {
        before[table] = {};
        after[table] = {};
    }
    for (const auto& [place, row] : replaced) {
        set_row(before, place, row);
        set_row(after, place, copy_at(now, place));
    }
    return changeset_between(forms, before, after);
}

/// What a conflict dropped, and otherwise what is there now.
std::optional<Row> dropped_row(const Contested& contested, const std::optional<Row>& now) {
    if (contested.columns.empty() || !now || !contested.dropped) {
        return contested.columns.empty() ? contested.dropped : now;
    }
    Row row = *now;
    for (const std::size_t column : contested.columns) {
        row[column] = (*contested.dropped)[column];
    }
    return row;
}

/// What gave way without being contested.
Replaced uncontested(const Joiner& joiner) {
    Replaced replaced = joiner.discarded_rows();
    for (const Contested& contested : joiner.contested()) {
        const auto found = replaced.find(contested.place);
        const auto now = copy_at(joiner.joined(), contested.place);
        if (found == replaced.end() || !now) {
            continue;
        }
        if (contested.columns.empty() || !found->second) {
            found->second = now;
        } else {
            for (const std::size_t column : contested.columns) {
                (*found->second)[column] = (*now)[column];
            }
        }
    }
    for (const Contested& contested : joiner.contested()) {
        for (const auto& [place, row] : contested.along) {
            replaced.erase(place);
        }
    }
    return replaced;
}

/// The size and last entry of a history, which every write changes.
struct HistoryMark {
    std::int64_t entries = 0;
    std::int64_t newest = 0;
    std::int64_t bytes = 0;
    bool operator==(const HistoryMark&) const = default;
};

HistoryMark mark_of(const Reader& database) {
    Query query{database, "SELECT count(*), ifnull(max(id), 0), ifnull(sum(length(changes)), 0) "
                          "FROM history"};
    query.step();
    return {query.number(0), query.number(1), query.number(2)};
}

/// The number of an entry that follows all others, and differs from those that another copy makes,
/// as in `Change`.
std::int64_t last_number(const Reader& database, std::int64_t history_id) {
    constexpr std::int64_t random_part = std::int64_t{1} << 21U;
    const std::int64_t step = std::max<std::int64_t>(1, history_id % random_part);
    return std::max(history_id, mark_of(database).newest + step);
}

bool has_entry(const Reader& database, std::int64_t id) {
    Query query{database, "SELECT 1 FROM history WHERE id = ?1"};
    return query.bind(1, id).step();
}

/// Loads a file's records; throws if its tables differ from those of `like`.
Copy copy_of(const std::filesystem::path& file, const Reader& like, const Forms& forms) {
    Copy copy{Database::copy_of(file), {}, {}};
    if (schema_words(copy.database) != schema_words(like)) {
        throw StoreError{fmt::format("{} does not have the tables of a section's database",
                                     file.string()),
                         "restore a copy of it"};
    }
    copy.rows = all_rows(copy.database, forms);
    return copy;
}

}    // namespace

std::string_view word(Side side) {
    return side == Side::ours ? "ours" : "theirs";
}

bool is_automatic(std::string_view command) {
    return command.starts_with("lmsection sync (");
}

struct Merge::Parts {
    Parts(const std::filesystem::path& our_file, const std::filesystem::path& their_file,
          Decide ask)
        : joined(Database::copy_of(our_file)), forms(all_forms()),
          ours(copy_of(our_file, joined, forms)), theirs(copy_of(their_file, joined, forms)),
          asked(std::move(ask)) {}

    /// Reads the entries that each history has and the other lacks.
    void compare_histories() {
        const History our_history = history_of(ours.database);
        const History their_history = history_of(theirs.database);
        refuse_another_section(our_history, their_history, theirs.database.file().string());
        const bool may_differ = deciding == Deciding::later &&
                                (has_forgotten(our_history) || has_forgotten(their_history));
        refuse_forgotten_people(ours, theirs);
        replaced = replaced_entries(ours, our_history, theirs, their_history, may_differ);
        lacked = lacking(their_history, our_history);
        const std::vector<StoredEntry> ahead = lacking(our_history, their_history);
        gather_touches(ours, ahead, forms, conflict_changes(our_history));
        gather_touches(theirs, lacked, forms, conflict_changes(their_history));
        for (const std::vector<StoredEntry>& entries : {std::cref(ahead), std::cref(lacked)}) {
            newest = std::max(newest, entries.empty() ? 0 : entries.back().id);
        }
        if (newest == 0) {
            newest = our_history.rbegin()->first;
        }
        for (const History& history : {std::cref(our_history), std::cref(their_history)}) {
            for (const auto& [id, entry] : history) {
                moments.emplace(id, entry.info.at);
            }
        }
    }

    /// The entries that `sync` adds by itself. Every copy that merges the same makes the same ones.
    [[nodiscard]] std::vector<StoredEntry> automatic_entries() const {
        std::vector<StoredEntry> entries;
        const auto add = [&](std::int64_t after, std::string_view command, std::string changes) {
            constexpr std::int64_t random_part = std::int64_t{1} << 21U;
            if (!changes.empty()) {
                // Two entries in either order must not come to the same number, nor what is a
                // conflict for one copy and none for another.
                const auto mark = fingerprint(
                    command, fingerprint(changes, fingerprint(std::to_string(after))));
                const auto step = static_cast<std::int64_t>(mark % (random_part - 1));
                entries.push_back({after + 1 + step,
                                   {"sync", std::string{command}, moments.at(after)},
                                   std::move(changes)});
            }
        };
        const Tables& now = joiner->joined();
        for (const Contested& contested : joiner->contested()) {
            Replaced dropped{
                {contested.place, dropped_row(contested, copy_at(now, contested.place))}};
            dropped.insert(contested.along.begin(), contested.along.end());
            add(contested.newest == 0 ? newest : contested.newest, conflict_command,
                changeset_to(now, dropped, forms));
        }
        add(newest, follow_up_command, changeset_to(now, uncontested(*joiner), forms));
        return entries;
    }

    void list_coming() {
        std::set<std::int64_t> ids;
        for (const StoredEntry& entry : lacked) {
            ids.insert(entry.id);
        }
        each_entry(theirs.database, {}, [&](const Entry& entry) {
            if (ids.contains(entry.id)) {
                coming.push_back(entry);
            }
        });
        std::reverse(coming.begin(), coming.end());
    }

    Side decided(const Dispute& dispute) {
        const Side winner = deciding == Deciding::later ? dispute.front().for_now : asked(dispute);
        decisions.push_back({dispute, winner});
        return winner;
    }

    /// Writes records into the merged copy and resolves what follows from them.
    void change(const std::map<Place, std::optional<Row>>& rows) {
        const Tables before = joiner->joined();
        for (const auto& [place, row] : rows) {
            joiner->change(place, row);
        }
        joiner->settle();
        bring_up_to(before);
    }

    /// Writes what changed since `before` into the merged copy.
    void bring_up_to(const Tables& before) {
        Transaction transaction{joined};
        apply(transaction.writer(), forms, before, joiner->joined());
        transaction.commit();
    }

    Database joined;
    Forms forms;
    Copy ours;
    Copy theirs;
    Decide asked;
    Deciding deciding = Deciding::now;
    std::int64_t newest = 0;                        ///< the newest entry that only one copy has
    std::map<std::int64_t, std::string> moments;    ///< when each entry was made
    Decide decide = [this](const Dispute& dispute) { return decided(dispute); };
    std::unique_ptr<Joiner> joiner;
    std::vector<StoredEntry> lacked;    ///< their entries that ours lacks
    /// Theirs, which have less than ours of who was forgotten.
    std::vector<StoredEntry> replaced;
    std::vector<Entry> coming;
    std::vector<Decision> decisions;
    std::map<Place, std::optional<Row>> given_way;    ///< what was there before
};

Merge::Merge(const std::filesystem::path& ours, const std::filesystem::path& theirs,
             const std::function<void(const Reader&)>& examine, Decide decide, Deciding deciding)
    : parts_(std::make_unique<Parts>(ours, theirs, std::move(decide))) {
    parts_->deciding = deciding;
    examine(parts_->ours.database);
    examine(parts_->theirs.database);
    parts_->compare_histories();
    parts_->list_coming();
    parts_->joiner = std::make_unique<Joiner>(parts_->forms, parts_->ours, parts_->theirs,
                                              parts_->decide, deciding);
    parts_->joiner->join();
    parts_->bring_up_to(parts_->ours.rows);
}

Merge::~Merge() = default;

const std::vector<Entry>& Merge::incoming() const {
    return parts_->coming;
}

const std::vector<Decision>& Merge::decisions() const {
    return parts_->decisions;
}

std::vector<std::string> Merge::namesakes() const {
    std::vector<std::string> names;
    Query query{parts_->joined, "SELECT name_key, min(name), min(id), max(id) FROM people "
                                "GROUP BY name_key HAVING count(*) > 1"};
    while (query.step()) {
        const Place low{"people", query.string(2)};
        const Place high{"people", query.string(3)};
        const Joiner& joiner = *parts_->joiner;
        if ((joiner.is_of(Side::ours, low) && joiner.is_of(Side::theirs, high)) ||
            (joiner.is_of(Side::theirs, low) && joiner.is_of(Side::ours, high))) {
            names.push_back(query.string(1));
        }
    }
    return names;
}

std::vector<AddressOfTwo> Merge::given_up_addresses() const {
    const TableInfo& table = *table_info("addresses");
    std::vector<AddressOfTwo> addresses;
    for (const auto& given_up : parts_->joiner->given_up_addresses()) {
        const auto text = [&](std::string_view column) {
            return text_of(given_up.second[*table.column(column)]).value_or("");
        };
        Query query{parts_->joined, "SELECT name FROM people WHERE email_key = ?1"};
        query.bind(1, text("email_key"));
        if (query.step()) {
            addresses.push_back({given_up.first.key, text("email"),
                                 name_of_row(parts_->joined, "people", text("person_id")),
                                 query.string(0)});
        }
    }
    return addresses;
}

const Reader& Merge::copy(Side side) const {
    return side == Side::ours ? parts_->ours.database : parts_->theirs.database;
}

const Reader& Merge::joined() const {
    return parts_->joined;
}

bool Merge::is_theirs() const {
    return parts_->joiner->joined() == parts_->theirs.rows;
}

std::vector<std::int64_t> Merge::rows_of(Side side, const std::string& table) const {
    std::vector<std::int64_t> ids;
    for (const auto& [key, row] : parts_->joiner->joined().at(table)) {
        const Place place{table, key};
        if (parts_->joiner->is_of(side, place)) {
            ids.push_back(id_of(place));
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::int64_t Merge::newest_of_theirs(const std::string& table, std::int64_t id) const {
    const RecordEdits* touch = parts_->theirs.touches.of({table, std::to_string(id)});
    return touch == nullptr ? 0 : touch->newest;
}

Side Merge::decide(const Dispute& dispute) {
    return parts_->decided(dispute);
}

void Merge::discard(const std::string& table, std::int64_t id) {
    const Place place{table, std::to_string(id)};
    const Side loser = parts_->joiner->is_of(Side::ours, place) ? Side::ours : Side::theirs;
    parts_->given_way.emplace(place, copy_at(parts_->joiner->joined(), place));
    parts_->change({{place, parts_->joiner->instead_of(loser, place)}});
}

void Merge::reinstate(const std::string& table, std::int64_t id) {
    const Place place{table, std::to_string(id)};
    parts_->change({{place, parts_->given_way.at(place)}});
}

void Merge::discard_all(Side side, const std::string& table, std::int64_t id) {
    const Copy& loser = side == Side::ours ? parts_->ours : parts_->theirs;
    std::map<Place, std::optional<Row>> rows;
    for (const Place& place : loser.touches.together_with({table, std::to_string(id)})) {
        auto instead = parts_->joiner->instead_of(side, place);
        if (copy_at(parts_->joiner->joined(), place) != instead) {
            rows.emplace(place, std::move(instead));
        }
    }
    parts_->change(rows);
}

void Merge::write(Database& database, const ChangeInfo& info, std::int64_t history_id) const {
    const Parts& parts = *parts_;
    if (parts.lacked.empty() && parts.replaced.empty() &&
        parts.joiner->joined() == parts.ours.rows) {
        return;
    }
    Transaction transaction{database};
    refuse_replaced(database);
    if (mark_of(database) != mark_of(parts.ours.database)) {
        throw StoreError{fmt::format("the database {} was changed in the meantime",
                                     database.file().string()),
                         "nothing was merged; run the command again"};
    }
    Writer& writer = transaction.writer();
    apply(writer, parts.forms, parts.ours.rows, parts.joiner->joined());
    for (const StoredEntry& entry : parts.replaced) {
        replace_content(writer, entry);
    }
    for (const StoredEntry& entry : parts.lacked) {
        insert_entry(writer, entry);
    }
    if (parts.deciding == Deciding::later) {
        for (const StoredEntry& entry : parts.automatic_entries()) {
            if (!has_entry(database, entry.id)) {
                insert_entry(writer, entry);
            }
        }
    } else if (std::string decided = changeset_to(parts.joiner->joined(),
                                                  parts.joiner->discarded_rows(), parts.forms);
               !decided.empty()) {
        insert_entry(writer, {last_number(database, history_id), info, std::move(decided)});
    }
    transaction.commit();
}

std::vector<std::int64_t> open_conflicts(const Reader& database) {
    std::vector<std::int64_t> conflicts;
    // One decision is enough for a conflict with several numbers.
    Query query{database,
                "WITH conflicts AS (SELECT id, changes FROM history WHERE command = ?1), "
                "decided AS (SELECT conflicts.changes FROM conflicts JOIN history AS undone "
                "ON undone.undoes = conflicts.id UNION SELECT changes FROM history "
                "WHERE command <> ?1 AND changes IN (SELECT changes FROM conflicts)) "
                "SELECT min(id) FROM conflicts WHERE changes NOT IN (SELECT changes FROM decided) "
                "GROUP BY changes ORDER BY 1"};
    query.bind(1, conflict_command);
    while (query.step()) {
        conflicts.push_back(query.number(0));
    }
    return conflicts;
}

std::optional<std::int64_t> open_conflict(const Reader& database, std::int64_t id) {
    Query query{database, "SELECT min(id) FROM history WHERE command = ?1 "
                          "AND changes = (SELECT changes FROM history WHERE id = ?2)"};
    query.bind(1, conflict_command).bind(2, id).step();
    const auto first = query.optional_number(0);
    const bool is_open = first && contains(open_conflicts(database), *first);
    return is_open ? first : std::nullopt;
}

void keep_conflict(Database& database, std::int64_t conflict, const ChangeInfo& info,
                   std::int64_t history_id) {
    Transaction transaction{database};
    refuse_replaced(database);
    const History history = history_of(database);
    insert_entry(transaction.writer(),
                 {last_number(database, history_id), info, history.at(conflict).changes});
    transaction.commit();
}

ToForget forgotten_only_in(const Reader& forgot, const Reader& knows) {
    const KnownPeople there{forgot};
    const KnownPeople here{knows};
    const auto id = [](const std::string& key) { return PersonId{id_of({"people", key})}; };
    ToForget result;
    for (const std::string& key : there.forgotten) {
        if (here.named.contains(key) && !there.named.contains(key)) {
            result.people.push_back(id(key));
        }
    }
    for (const std::string& key : there.named) {
        result.others.insert(id(key));
    }
    return result;
}

std::vector<PersonId> forgotten_in_part(const Reader& database) {
    const KnownPeople known{database};
    std::vector<PersonId> people;
    for (const PersonId heir : PersonTraces{database, PersonId{}, {}}.heirs()) {
        const std::string key = std::to_string(heir.value);
        if (known.forgotten.contains(key) && !known.named.contains(key)) {
            people.push_back(heir);
        }
    }
    return people;
}

}    // namespace lmsection::store
