#include "lmsection/store/forgetting.hpp"

#include "changeset.hpp"
#include "lmsection/domain/text.hpp"
#include "lmsection/store/people.hpp"
#include "query.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <set>
#include <string>

namespace lmsection::store {

namespace {

constexpr std::string_view erased = "(erased)";

struct TextColumn {
    std::string table;
    std::string column;
};

std::vector<TextColumn> columns_by(const Database& database, std::string_view sql) {
    std::vector<TextColumn> columns;
    Query query{database, sql};
    while (query.step()) {
        columns.push_back({query.string(0), query.string(1)});
    }
    return columns;
}

/// Every column that refers to a person.
std::vector<TextColumn> references_to_people(const Database& database) {
    return columns_by(database, "SELECT t.name, f.\"from\" FROM sqlite_schema t "
                                "JOIN pragma_foreign_key_list(t.name) f "
                                "WHERE t.type = 'table' AND f.\"table\" = 'people'");
}

/// Every column that people write into freely, or that says who did something.
std::vector<TextColumn> free_texts(const Database& database) {
    return columns_by(database,
                      "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c "
                      "WHERE t.type = 'table' AND c.type = 'TEXT' "
                      "AND t.name NOT IN ('history', 'handbook', 'groups') "
                      "AND NOT (t.name = 'people' AND c.name IN ('name', 'email')) "
                      "AND c.name NOT IN ('slug', 'sort_key', 'name_key', 'email_key', "
                      "'form_key')");
}

bool continues_word(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80U || std::isalnum(byte) != 0;
}

/// Where `part` stands in `text` as words of its own, from `from` on.
std::size_t find_words(std::string_view text, std::string_view part, std::size_t from) {
    for (auto at = text.find(part, from); at != std::string_view::npos;
         at = text.find(part, at + 1)) {
        const auto end = at + part.size();
        const bool begins = at == 0 || !continues_word(text[at - 1]);
        if (begins && (end == text.size() || !continues_word(text[end]))) {
            return at;
        }
    }
    return std::string_view::npos;
}

/// The names and addresses that somebody has or had.
class Words {
public:
    void add(const std::string& text) {
        if (!text.empty() && text != forgotten_name) {
            spellings_.insert(text);
            folded_.insert(folded(text));
        }
    }
    void drop_names_of_others(const Database& database, PersonId person) {
        std::erase_if(folded_, [&](const std::string& key) {
            Query query{database, "SELECT 1 FROM people WHERE name_key = ?1 AND id <> ?2"};
            return query.bind(1, key).bind(2, person).step();
        });
    }

    [[nodiscard]] bool in(std::string_view text) const {
        const std::string plain = folded(is_utf8(text) ? std::string{text} : harmless(text));
        return std::any_of(folded_.begin(), folded_.end(), [&](const std::string& part) {
            return find_words(plain, part, 0) != std::string_view::npos;
        });
    }
    /// The text without them; nothing else of it where they cannot be cut out.
    [[nodiscard]] std::string cut_from(std::string text) const {
        for (const std::string& spelling : spellings_) {
            for (auto at = find_words(text, spelling, 0); at != std::string::npos;
                 at = find_words(text, spelling, at + forgotten_name.size())) {
                text.replace(at, spelling.size(), forgotten_name);
            }
        }
        return in(text) ? std::string{erased} : text;
    }

private:
    std::set<std::string> spellings_;
    std::set<std::string> folded_;
};

/// A value in a row of a changeset, before or after it; valid during the call only.
struct ChangedValue {
    int column;
    sqlite3_value* value;

    [[nodiscard]] bool is(const std::set<std::int64_t>& ids) const {
        return sqlite3_value_type(value) == SQLITE_INTEGER &&
               ids.contains(sqlite3_value_int64(value));
    }
    [[nodiscard]] std::string_view text() const {
        if (sqlite3_value_type(value) != SQLITE_TEXT) {
            return {};
        }
        const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
        return {bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
    }
};

struct ChangedRow {
    std::string table;
    bool removed = false;
    std::vector<ChangedValue> values;
};

ChangedRow row_at(sqlite3_changeset_iter* at) {
    const char* table = nullptr;
    int columns = 0;
    int deed = 0;
    sqlite3changeset_op(at, &table, &columns, &deed, nullptr);
    ChangedRow row{table, deed == SQLITE_DELETE, {}};
    for (int column = 0; column < columns; ++column) {
        for (const bool before : {true, false}) {
            if (deed == (before ? SQLITE_INSERT : SQLITE_DELETE)) {
                continue;
            }
            sqlite3_value* value = nullptr;
            if (before) {
                sqlite3changeset_old(at, column, &value);
            } else {
                sqlite3changeset_new(at, column, &value);
            }
            if (value != nullptr) {
                row.values.push_back({column, value});
            }
        }
    }
    return row;
}

void each_row(const Database& database, std::string_view changeset,
              const std::function<void(const ChangedRow&)>& take) {
    std::string bytes{changeset};    // SQLite wants to be allowed to write
    sqlite3_changeset_iter* at = nullptr;
    int code = is_sound_changeset(changeset)
                   ? sqlite3changeset_start(&at, static_cast<int>(bytes.size()), bytes.data())
                   : SQLITE_CORRUPT;
    if (code == SQLITE_OK) {
        while (sqlite3changeset_next(at) == SQLITE_ROW) {
            take(row_at(at));
        }
        code = sqlite3changeset_finalize(at);
    }
    if (code != SQLITE_OK) {
        throw StoreError{fmt::format("the history in {} is damaged", database.file().string()),
                         "restore a copy of it"};
    }
}

/// The column of a table that says to whom, or to whose form, a row belongs.
std::map<std::string, int> owner_columns(const Database& database) {
    std::map<std::string, int> owners;
    Query query{database, "SELECT t.name, c.cid FROM sqlite_schema t "
                          "JOIN pragma_table_info(t.name) c WHERE t.type = 'table' "
                          "AND c.name IN ('person_id', 'volunteer_id')"};
    while (query.step()) {
        owners.emplace(query.string(0), static_cast<int>(query.number(1)));
    }
    return owners;
}

/// Finds what the history holds of somebody.
class HistorySearch {
public:
    HistorySearch(const Database& database, PersonId person, Words& words)
        : database_(database), owners_(owner_columns(database)), ids_{person.value}, words_(words) {
    }

    /// Gathers what belonged to the person, and what they were called, until nothing is new.
    void gather() {
        std::size_t known = 0;
        while (known != ids_.size()) {
            known = ids_.size();
            Query query{database_, "SELECT changes FROM history ORDER BY id"};
            while (query.step()) {
                gather_from(query.text(0));
            }
        }
    }

    /// Whether an entry holds any of it.
    [[nodiscard]] bool concerns(std::string_view changeset, std::string_view command) const {
        bool found = words_.in(command);
        each_row(database_, changeset, [&](const ChangedRow& row) {
            found = found ||
                    std::any_of(row.values.begin(), row.values.end(), [&](const ChangedValue& v) {
                        return v.is(ids_) || words_.in(v.text());
                    });
        });
        return found;
    }

private:
    void gather_from(std::string_view changeset) {
        bool concerned = false;
        bool removed_themselves = false;
        std::set<std::int64_t> removed;
        each_row(database_, changeset, [&](const ChangedRow& row) {
            const std::int64_t key = sqlite3_value_int64(row.values.front().value);
            concerned = concerned || belongs(row);
            if (belongs(row)) {
                ids_.insert(key);
                gather_words(row);
            }
            if (row.table == "people" && row.removed) {
                removed.insert(key);
                removed_themselves = removed_themselves || ids_.contains(key);
            }
        });
        // Whoever went while this one changed was merged into this one.
        if (concerned && !removed_themselves) {
            ids_.insert(removed.begin(), removed.end());
        }
    }

    [[nodiscard]] bool belongs(const ChangedRow& row) const {
        const auto owner = owners_.find(row.table);
        return std::any_of(row.values.begin(), row.values.end(), [&](const ChangedValue& v) {
            const bool keys = v.column == 0 ||
                              (owner != owners_.end() && v.column == owner->second);
            return keys && v.is(ids_);
        });
    }

    void gather_words(const ChangedRow& row) {
        constexpr int name_column = 1;
        constexpr int email_column = 3;
        for (const ChangedValue& value : row.values) {
            if (row.table == "people" &&
                (value.column == name_column || value.column == email_column)) {
                words_.add(std::string{value.text()});
            }
        }
    }

    const Database& database_;
    std::map<std::string, int> owners_;
    std::set<std::int64_t> ids_;
    Words& words_;
};

/// Cuts the words out of one column; how many texts had them.
std::int64_t cut_from_column(const Database& database, const TextColumn& where,
                             const Words& words) {
    const std::string column = identifier(where.column);
    const std::string table = identifier(where.table);
    std::map<std::int64_t, std::string> found;
    Query query{database, fmt::format("SELECT rowid, {0} FROM {1} WHERE {0} <> ''", column, table)};
    while (query.step()) {
        if (words.in(query.text(1))) {
            found.emplace(query.number(0), query.string(1));
        }
    }
    for (const auto& [row, text] : found) {
        Query update{database,
                     fmt::format("UPDATE {} SET {} = ?2 WHERE rowid = ?1", table, column)};
        update.bind(1, row).bind(2, words.cut_from(text)).run();
    }
    return static_cast<std::int64_t>(found.size());
}

std::int64_t cut_from_texts(const Database& database, const Words& words) {
    std::int64_t texts = cut_from_column(database, {"history", "actor"}, words);
    for (const TextColumn& where : free_texts(database)) {
        texts += cut_from_column(database, where, words);
    }
    return texts;
}

std::int64_t erase_entries(const Database& database, const HistorySearch& search) {
    std::vector<std::int64_t> entries;
    Query query{database, "SELECT id, changes, command FROM history"};
    while (query.step()) {
        if (search.concerns(query.text(1), query.text(2))) {
            entries.push_back(query.number(0));
        }
    }
    for (const std::int64_t entry : entries) {
        Query update{database, "UPDATE history SET changes = x'', command = ?2 WHERE id = ?1"};
        update.bind(1, entry).bind(2, erased).run();
    }
    return static_cast<std::int64_t>(entries.size());
}

/// Runs an update of a person's records; how many there were.
std::int64_t erase_in(const Database& database, PersonId person, std::string_view sql) {
    Query query{database, sql};
    return query.bind(1, person).run();
}

std::int64_t erase_forms(const Database& database, PersonId person) {
    erase_in(database, person,
             "UPDATE volunteer_steps SET note = iif(note = '', '', '(erased)') WHERE volunteer_id "
             "IN (SELECT id FROM volunteers WHERE person_id = ?1)");
    return erase_in(database, person,
                    "UPDATE volunteers SET library_type = '', experience = NULL, is_new = NULL, "
                    "comment = '', form_key = NULL, state = iif(state IN ('declined', 'appointed'),"
                    " state, 'withdrawn') WHERE person_id = ?1");
}

}    // namespace

void hand_over(const Database& database, const Person& keep, PersonId other) {
    for (const auto& [table, column] : references_to_people(database)) {
        Query query{database, fmt::format("UPDATE {0} SET {1} = ?1 WHERE {1} = ?2",
                                          identifier(table), identifier(column))};
        query.bind(1, keep.id).bind(2, other).run();
    }
    Query remove{database, "DELETE FROM people WHERE id = ?1"};
    remove.bind(1, other).run();
    update_person(database, keep);
}

std::vector<RecordCount> erase_person(const Database& database, const Person& person) {
    Words words;
    words.add(person.name);
    words.add(person.email ? person.email->text() : "");
    HistorySearch search{database, person.id, words};
    search.gather();
    words.drop_names_of_others(database, person.id);

    std::vector<RecordCount> counts{{"person", 1}};
    counts.push_back(
        {"appointments", erase_in(database, person.id,
                                  "UPDATE appointments SET note = iif(note = '', '', '(erased)'), "
                                  "end_reason = iif(end_reason = '', '', '(erased)'), "
                                  "override_reason = iif(override_reason = '', '', '(erased)') "
                                  "WHERE person_id = ?1")});
    counts.push_back({"volunteer forms", erase_forms(database, person.id)});
    counts.push_back({"speakers", erase_in(database, person.id,
                                           "UPDATE speakers SET name = 'Former member' "
                                           "WHERE person_id = ?1")});
    update_person(database, Person{person.id, std::string{forgotten_name}, std::nullopt, "", ""});
    counts.push_back({"texts that name them", cut_from_texts(database, words)});
    counts.push_back({"entries of the history", erase_entries(database, search)});
    return counts;
}

bool is_forgetting(const Database& database) {
    Query query{database, "SELECT 1 FROM history WHERE command = ?1"};
    return query.bind(1, unfinished_forgetting).step();
}

void compact(const Database& database) {
    execute(database, "VACUUM");
    Query query{database, "UPDATE history SET command = ?2 WHERE command = ?1"};
    query.bind(1, unfinished_forgetting).bind(2, std::string_view{"lmsection person forget"}).run();
}

}    // namespace lmsection::store
