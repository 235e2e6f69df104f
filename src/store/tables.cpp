#include "lmsection/store/tables.hpp"

#include "changeset.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/programs.hpp"
#include "lmsection/domain/section.hpp"
#include "lmsection/domain/text.hpp"
#include "lmsection/domain/volunteering.hpp"
#include "lmsection/store/checklist.hpp"
#include "lmsection/store/reports.hpp"
#include "query.hpp"
#include "values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace lmsection::store {

namespace {

std::vector<std::string> column_names(const Table& table, bool key_alone) {
    std::vector<std::string> names;
    for (const ColumnInfo& column : table.columns) {
        if (column.in_key || !key_alone) {
            names.push_back(identifier(column.name));
        }
    }
    return names;
}

StoreError no_value(const Database& database, const Table& table) {
    return {fmt::format("the database {} holds a number in {} that the schema forbids",
                        database.file().string(), table.name),
            "restore a copy of it"};
}

Value value_in(const Database& database, const Table& table, const Query& query, int column) {
    switch (query.type(column)) {
    case SQLITE_NULL: return {};
    case SQLITE_INTEGER: return query.number(column);
    case SQLITE_TEXT: return query.string(column);
    case SQLITE_BLOB: return Bytes{std::string{query.blob(column)}};
    default: throw no_value(database, table);
    }
}

std::string insertion_into(const Table& table) {
    std::vector<std::string> parameters;
    for (std::size_t i = 1; i <= table.columns.size(); ++i) {
        parameters.push_back(fmt::format("?{}", i));
    }
    return fmt::format("INSERT INTO {} ({}) VALUES ({})", identifier(table.name),
                       fmt::join(column_names(table, false), ", "), fmt::join(parameters, ", "));
}

/// The row's text in a column; empty where it has no such column, or no text there.
std::string text_in(const Table& table, const Row& row, std::string_view column) {
    const auto at = table.column(column);
    const auto* text = at ? std::get_if<std::string>(&row[*at]) : nullptr;
    return text == nullptr ? std::string{} : *text;
}

std::optional<std::int64_t> number_in(const Table& table, const Row& row, std::string_view column) {
    const auto at = table.column(column);
    const auto* number = at ? std::get_if<std::int64_t>(&row[*at]) : nullptr;
    return number == nullptr ? std::nullopt : std::optional{*number};
}

void look_at_references(const Database& database, const Table& table, const Row& row,
                        std::vector<Fault>& flaws) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        const ColumnInfo& column = table.columns[i];
        const auto* id = std::get_if<std::int64_t>(&row[i]);
        if (column.refers_to.empty() || id == nullptr) {
            continue;
        }
        Query query{database,
                    fmt::format("SELECT 1 FROM {} WHERE id = ?1", identifier(column.refers_to))};
        if (!query.bind(1, *id).step()) {
            flaws.push_back({fmt::format("{} names {} of {}, which is not there", column.name, *id,
                                         column.refers_to),
                             "add what it names, or take it out"});
        }
    }
}

void want_key(std::string_view column, const std::string& found, const std::string& wanted,
              std::vector<Fault>& flaws) {
    if (found != wanted) {
        flaws.push_back(
            {fmt::format("{} is {} and has to be {}", column, in_quotes(found), in_quotes(wanted)),
             "correct it"});
    }
}

template <class T>
void want_readable(const Outcome<T>& read, std::vector<Fault>& flaws) {
    if (!read.ok()) {
        flaws.push_back(read.fault());
    }
}

void look_at_person(const Table& table, const Row& row, std::vector<Fault>& flaws) {
    const std::string name = text_in(table, row, "name");
    const std::string email = text_in(table, row, "email");
    const auto read = parse_name(name);
    want_readable(read, flaws);
    if (read.ok()) {
        want_key("name_key", text_in(table, row, "name_key"), folded(name), flaws);
    }
    if (!email.empty()) {
        const auto address = EmailAddress::parse(email);
        want_readable(address, flaws);
        if (address.ok()) {
            want_key("email_key", text_in(table, row, "email_key"), address.value().key(), flaws);
        }
    }
}

void look_at_appointment(const Database& database, const Table& table, const Row& row,
                         std::vector<Fault>& flaws) {
    Query query{database, "SELECT name_key FROM people WHERE id = ?1"};
    query.bind(1, number_in(table, row, "person_id"));
    if (query.step()) {
        want_key("sort_key", text_in(table, row, "sort_key"), query.string(0), flaws);
    }
}

/// `2026-11-24T16:58:00Z`.
bool is_moment(std::string_view text) {
    constexpr std::string_view form = "0000-00-00T00:00:00Z";
    return text.size() == form.size() &&
           std::equal(text.begin(), text.end(), form.begin(), [](char c, char wanted) {
               return wanted == '0' ? c >= '0' && c <= '9' : c == wanted;
           });
}

void look_at_entry(const Table& table, const Row& row, std::vector<Fault>& flaws) {
    const auto at = table.column("changes");
    const auto* changes = at ? std::get_if<Bytes>(&row[*at]) : nullptr;
    if (changes != nullptr && !is_sound_changeset(changes->value)) {
        flaws.push_back({"the changes are damaged", "restore a copy"});
    }
    const auto undoes = number_in(table, row, "undoes");
    if (undoes && *undoes >= number_in(table, row, "id").value_or(0)) {
        flaws.push_back({"it undoes an entry that is not older", "correct it"});
    }
    if (!is_moment(text_in(table, row, "at"))) {
        flaws.push_back({fmt::format("{} is no moment", in_quotes(text_in(table, row, "at"))),
                         "write it as 2026-11-24T16:58:00Z"});
    }
}

/// The days of a row, which the schema lets lie in any century.
void look_at_days(const Table& table, const Row& row, std::vector<Fault>& flaws) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string_view name = table.columns[i].name;
        const bool is_day = name.ends_with("_on") || name == "on_date";
        const auto* day = is_day ? std::get_if<std::string>(&row[i]) : nullptr;
        if (day != nullptr && !day->empty() && !parse_iso_date(*day)) {
            flaws.push_back({fmt::format("{} is {}, which is not a day", name, in_quotes(*day)),
                             "write it as 2026-11-24"});
        }
    }
}

void look_at_links(const Table& table, const Row& row, std::vector<Fault>& flaws) {
    for (const char* column : {"link", "agenda", "minutes"}) {
        if (const std::string link = text_in(table, row, column); !link.empty()) {
            want_readable(parse_link(link), flaws);
        }
    }
}

/// A group that was merged leads to one that was not, in the end.
void look_at_heirs(const Database& database, const Table& table, const Row& row,
                   std::vector<Fault>& flaws) {
    if (!table.column("merged_into")) {    // an older schema
        return;
    }
    const auto id = number_in(table, row, "id");
    auto heir = number_in(table, row, "merged_into");
    if (heir && text_in(table, row, "retired_on").empty()) {
        flaws.push_back({"it was merged and not retired", "give the day in retired_on"});
    }
    Query query{database, "SELECT merged_into FROM groups WHERE id = ?1"};
    std::set<std::int64_t> seen;
    while (heir && heir != id && seen.insert(*heir).second) {
        heir = query.again().bind(1, *heir).step() ? query.optional_number(0) : std::nullopt;
    }
    if (heir && heir == id) {
        flaws.push_back({"it was merged into itself, by way of others or at once",
                         "take merged_into out of one of them"});
    }
}

void look_at_words(const Table& table, const Row& row, std::vector<Fault>& flaws) {
    if (table.name == "groups" || table.name == "checklist_items" || table.name == "events") {
        want_readable(Slug::parse(text_in(table, row, "slug")), flaws);
    }
    if (table.name == "checklist_items") {
        want_readable(parse_audience(text_in(table, row, "audience")), flaws);
    } else if (table.name == "duty_marks") {
        want_readable(Slug::parse(text_in(table, row, "activity")), flaws);
    } else if (table.name == "reports") {
        want_readable(parse_report_month(text_in(table, row, "report")), flaws);
    } else if (table.name == "volunteers") {
        want_readable(parse_volunteer_state(text_in(table, row, "state")), flaws);
    } else if (table.name == "programs") {
        want_readable(parse_program_status(text_in(table, row, "status")), flaws);
    }
}

/// SQLite's words on what stands against a row, in ours where people may meet it.
Fault refusal(const Table& table, const SQLite::Exception& failure) {
    std::string what = failure.what();
    for (const auto& [theirs, ours] :
         {std::pair{"UNIQUE constraint failed: ", "is there twice: "},
          std::pair{"CHECK constraint failed: ", "is against the rule "},
          std::pair{"NOT NULL constraint failed: ", "lacks "}}) {
        if (what.starts_with(theirs)) {
            what.replace(0, std::string_view{theirs}.size(), ours);
        }
    }
    std::replace(what.begin(), what.end(), '\n', ' ');
    return {fmt::format("the record of {} {}", table.name, what), "correct it"};
}

bool stands_against_row(int code) {
    constexpr int primary_bits = 0xff;
    code &= primary_bits;
    return code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH || code == SQLITE_TOOBIG;
}

}    // namespace

void bind_value(Query& query, int parameter, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        query.bind(parameter, *number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        query.bind(parameter, *text);
    } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
        query.bind_blob(parameter, bytes->value);
    } else {
        query.bind_null(parameter);
    }
}

std::optional<std::size_t> Table::column(std::string_view wanted) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const ColumnInfo& column) {
        return column.name == wanted;
    });
    return found == columns.end()
               ? std::nullopt
               : std::optional{static_cast<std::size_t>(found - columns.begin())};
}

std::vector<Table> tables_of_schema(int version) {
    std::vector<Table> tables;
    for (const TableInfo& info : all_tables()) {
        if (info.since <= version) {
            Table& table = tables.emplace_back(Table{info.name, {}});
            std::copy_if(info.columns.begin(), info.columns.end(),
                         std::back_inserter(table.columns),
                         [&](const ColumnInfo& column) { return column.since <= version; });
        }
    }
    return tables;
}

void each_row(const Database& database, const Table& table,
              const std::function<void(const Row&)>& take) {
    Query query{database,
                fmt::format("SELECT {} FROM {} ORDER BY {}",
                            fmt::join(column_names(table, false), ", "), identifier(table.name),
                            fmt::join(column_names(table, true), ", "))};
    Row row(table.columns.size());
    while (query.step()) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            row[i] = value_in(database, table, query, static_cast<int>(i));
        }
        take(row);
    }
}

std::size_t count_rows(const Database& database, std::span<const Table> tables) {
    std::size_t rows = 0;
    for (const Table& table : tables) {
        Query query{database, fmt::format("SELECT count(*) FROM {}", identifier(table.name))};
        query.step();
        rows += static_cast<std::size_t>(query.number(0));
    }
    return rows;
}

std::optional<Fault> add_row(const Database& database, const Table& table, const Row& row) {
    Query query{database, insertion_into(table)};
    for (std::size_t i = 0; i < row.size(); ++i) {
        bind_value(query, static_cast<int>(i) + 1, row[i]);
    }
    const auto failure = query.try_run();
    if (!failure) {
        return std::nullopt;
    }
    if (!stands_against_row(failure->getErrorCode())) {
        throw store_error(*failure, database.file());
    }
    return refusal(table, *failure);
}

std::vector<Fault> flaws_of(const Database& database, const Table& table, const Row& row) {
    std::vector<Fault> flaws;
    look_at_references(database, table, row, flaws);
    if (table.name == "people") {
        look_at_person(table, row, flaws);
    } else if (table.name == "appointments") {
        look_at_appointment(database, table, row, flaws);
    } else if (table.name == "groups") {
        look_at_heirs(database, table, row, flaws);
    } else if (table.name == "history") {
        look_at_entry(table, row, flaws);
    }
    look_at_words(table, row, flaws);
    look_at_days(table, row, flaws);
    look_at_links(table, row, flaws);
    return flaws;
}

Filling::Filling(const Database& database) : database_(database) {
    execute(database_, "BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON");
}

Filling::~Filling() {
    if (open_) {
        roll_back(database_);
    }
}

void Filling::commit() {
    execute(database_, "COMMIT");
    open_ = false;
}

}    // namespace lmsection::store
