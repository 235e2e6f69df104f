#include "lmsection/app/export.hpp"

#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/base/csv_file.hpp"
#include "lmsection/base/json_text.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/history.hpp"
#include "lmsection/store/schema.hpp"
#include "lmsection/store/table.hpp"
#include "record_check.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>

namespace lmsection::app {

namespace {

using nlohmann::json;
using store::Bytes;
using store::ColumnInfo;
using store::ColumnType;
using store::Table;
using store::Value;

constexpr std::string_view format_name = "lmsection-export";
/// Without it, a truncated export would look like a smaller section.
constexpr std::string_view last_line = R"({"end":"lmsection-export"})";

/// Ids are larger than most JSON readers' numbers can hold, so they are written as strings.
bool is_id(const ColumnInfo& column) {
    return column.name == "id" || !column.refers_to.empty();
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4U];
        text += digits[byte & 0xfU];
    }
    return text;
}

std::optional<std::string> bytes_of_hex(std::string_view text) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
        unsigned char byte = 0;
        const char* end = text.data() + at + 2;
        if (std::from_chars(text.data() + at, end, byte, 16).ptr != end) {
            return std::nullopt;
        }
        bytes += static_cast<char>(byte);
    }
    return text.size() % 2 == 0 ? std::optional{bytes} : std::nullopt;
}

std::string as_bytes(std::string_view bytes) {
    return fmt::format(R"({{"hex":"{}"}})", hex(bytes));
}

std::string json_value(const ColumnInfo& column, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return is_id(column) ? fmt::format("\"{}\"", *number) : fmt::format("{}", *number);
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        return is_utf8(*text) ? json_text(*text) : as_bytes(*text);
    }
    const auto* bytes = std::get_if<Bytes>(&value);
    return bytes == nullptr ? "null" : as_bytes(bytes->value);
}

std::string record_line(const Table& table, const store::Row& row) {
    std::string line = fmt::format(R"({{"table":"{}")", table.name);
    for (std::size_t i = 0; i < row.size(); ++i) {
        line += fmt::format(R"(,"{}":)", table.columns[i].name);
        line += json_value(table.columns[i], row[i]);
    }
    return line + '}';
}

/// Parses JSON with at most one level of nested objects and unique keys.
class ObjectReader {
public:
    Outcome<json> read(const std::string& line) {
        json object = json::parse(
            line,
            [this](int depth, json::parse_event_t event, json& parsed) {
                return look_at(depth, event, parsed);
            },
            false);
        if (fault_) {
            return *fault_;
        }
        if (!object.is_object()) {
            return Fault{"is not a JSON object", "each line is one record, as 'export' writes it"};
        }
        return object;
    }

private:
    bool look_at(int depth, json::parse_event_t event, const json& parsed) {
        constexpr int deepest = 1;
        constexpr std::size_t most_values = 64;    // more than the columns of any table
        const bool opens = event == json::parse_event_t::object_start ||
                           event == json::parse_event_t::array_start;
        if (opens && depth > deepest) {
            fault_ = Fault{"has nested values", "write it as 'export' does"};
        } else if (event == json::parse_event_t::key && depth == 1 && keys_.size() == most_values) {
            fault_ = Fault{fmt::format("has more than {} values", most_values),
                           "write it as 'export' does"};
        } else if (event == json::parse_event_t::key && depth == 1 &&
                   !keys_.insert(parsed.get<std::string>()).second) {
            fault_ = Fault{fmt::format("has {} twice", in_quotes(parsed.get<std::string>())),
                           "remove one"};
        }
        return !fault_;
    }

    std::set<std::string> keys_;
    std::optional<Fault> fault_;
};

Outcome<Value> number_of(const ColumnInfo& column, const json& given) {
    const std::string text = given.is_string() && is_id(column) ? given.get<std::string>() : "";
    if (const auto number = parse_number<std::int64_t>(text)) {
        return Value{*number};
    }
    const bool fits = given.is_number_integer() &&
                      (!given.is_number_unsigned() ||
                       given.get<std::uint64_t>() <= std::uint64_t{INT64_MAX});
    return fits ? Outcome<Value>{Value{given.get<std::int64_t>()}}
                : Outcome<Value>{Fault{fmt::format("{} is not a number", column.name),
                                       is_id(column) ? "write the id's digits in quotes"
                                                     : "write it without quotes or fractions"}};
}

Outcome<Value> bytes_of(const ColumnInfo& column, const json& given) {
    const bool one = given.is_object() && given.size() == 1 && given.contains("hex") &&
                     given["hex"].is_string();
    const auto bytes = one ? bytes_of_hex(given["hex"].get_ref<const std::string&>())
                           : std::nullopt;
    if (!bytes) {
        return Fault{fmt::format("{} is not {}", column.name,
                                 column.type() == ColumnType::text ? "text" : "bytes"),
                     R"(write bytes as {"hex":"00ff"}, and text in quotes)"};
    }
    return column.type() == ColumnType::text ? Value{*bytes} : Value{Bytes{*bytes}};
}

Outcome<Value> value_of(const ColumnInfo& column, const json& given) {
    if (given.is_null()) {
        return Value{};
    }
    if (column.type() == ColumnType::integer) {
        return number_of(column, given);
    }
    return column.type() == ColumnType::text && given.is_string()
               ? Outcome<Value>{Value{given.get<std::string>()}}
               : bytes_of(column, given);
}

std::int64_t header_number(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

/// The schema that the first line of an export names.
Outcome<int> schema_of(const std::string& line) {
    const auto read = ObjectReader{}.read(line);
    const Fault no_export{"is not the first line of an export",
                          "name a file that 'lmsection export' wrote"};
    if (!read.ok()) {
        return no_export;
    }
    const json& object = read.value();
    const auto version = header_number(object, "version");
    const auto schema = header_number(object, "schema");
    if (object.value("format", json{}) != format_name || version < 1 || schema < 1) {
        return no_export;
    }
    if (version > export_version || schema > store::schema_version()) {
        return Fault{
            fmt::format("was written by a newer lmsection (version {}, schema {}; this one "
                        "reads up to {} and {})",
                        version, schema, export_version, store::schema_version()),
            "install a newer lmsection"};
    }
    if (object.size() != 3) {
        return Fault{"has keys other than format, version and schema", "remove the others"};
    }
    return static_cast<int>(schema);
}

/// A longer list of faults helps no one, and a hostile file could fill memory with them.
constexpr std::size_t most_faults = 100;

/// Inserts records into a new database and collects their faults.
class Importer {
public:
    Importer(store::Writer& database, int schema)
        : database_(database), tables_(store::tables_of_schema(schema)) {}

    /// Processes the next line; false after too many faults.
    [[nodiscard]] bool import_line(std::size_t line, const std::string& text) {
        const auto read = ObjectReader{}.read(text);
        if (ended_) {
            add_fault(line, {"comes after the export's last line", "move the end line after it"});
        } else if (!read.ok()) {
            add_fault(line, read.fault());
        } else if (is_end(read.value())) {
            ended_ = true;
        } else {
            take_record(line, read.value());
        }
        return !full();
    }

    /// Checks all records together; returns all faults in line order.
    std::vector<Fault> finish(const std::string& name) {
        const bool cut_off = !ended_ && !full();
        if (!full()) {
            check_records();
        }
        std::ranges::stable_sort(faults_, {}, &std::pair<std::size_t, Fault>::first);
        std::vector<Fault> faults;
        for (const auto& [line, fault] : faults_) {
            faults.push_back(at_line(name, line, fault));
        }
        if (full()) {
            faults.push_back(
                {fmt::format("{} may have more errors than these {}", name, most_faults),
                 "correct these and run the command again"});
        } else if (cut_off) {
            faults.push_back(
                {fmt::format("{} is incomplete: its last line is not {}", name, last_line),
                 "export the section again"});
        } else if (faults.empty() && count("handbook") == 0) {
            faults.push_back({fmt::format("{} has no handbook, so it is incomplete", name),
                              "export the section again"});
        }
        return faults;
    }

    [[nodiscard]] std::size_t count(std::string_view table) const {
        const auto found = counts_.find(table);
        return found == counts_.end() ? 0 : found->second;
    }
    [[nodiscard]] std::size_t count() const {
        std::size_t all = 0;
        for (const auto& [table, records] : counts_) {
            all += records;
        }
        return all;
    }

private:
    /// A table and a key of one or two numbers.
    using Key = std::pair<std::string_view, std::array<std::int64_t, 2>>;
    struct Placed {
        Key key;
        std::size_t line = 0;
    };

    [[nodiscard]] static Key key_of(const store::RecordFlaw& flaw) {
        Key key{flaw.table, {}};
        const char* at = flaw.key.data();
        const char* end = at + flaw.key.size();
        for (std::int64_t& number : key.second) {
            at = std::from_chars(at, end, number).ptr;
            at += at == end ? 0 : 1;    // a slash between the two numbers
        }
        return key;
    }

    [[nodiscard]] static bool is_end(const json& object) {
        const auto end = object.find("end");
        return object.size() == 1 && end != object.end() && *end == format_name;
    }

    [[nodiscard]] bool full() const { return faults_.size() >= most_faults; }

    void take_record(std::size_t line, const json& object) {
        const auto table = table_of(object);
        if (!table.ok()) {
            add_fault(line, table.fault());
            return;
        }
        if (const auto row = row_of(line, *table.value(), object)) {
            add(line, *table.value(), *row);
        }
    }

    void add_fault(std::size_t line, const Fault& fault) {
        if (!full()) {
            faults_.emplace_back(line, fault);
        }
    }

    [[nodiscard]] Outcome<const Table*> table_of(const json& object) const {
        const auto given = object.find("table");
        if (given == object.end() || !given->is_string()) {
            return Fault{"does not name a table", R"(begin it with {"table":"people",...)"};
        }
        const auto& name = given->get_ref<const std::string&>();
        const Table* found = find_in(tables_, name, &Table::name);
        if (found == nullptr) {
            return Fault{fmt::format("there is no table {}", in_quotes(name)),
                         "correct it, or remove the line"};
        }
        return found;
    }

    std::optional<store::Row> row_of(std::size_t line, const Table& table, const json& object) {
        const std::size_t faults_before = faults_.size();
        for (const auto& [key, value] : object.items()) {
            if (key != "table" && !table.column(key)) {
                add_fault(line, {fmt::format("{} has no column {}", table.name, in_quotes(key)),
                                 "correct it, or remove it"});
            }
        }
        store::Row row;
        for (const ColumnInfo& column : table.columns) {
            row.push_back(cell_of(line, column, object));
        }
        return faults_.size() == faults_before && !full() ? std::optional{std::move(row)}
                                                          : std::nullopt;
    }

    Value cell_of(std::size_t line, const ColumnInfo& column, const json& object) {
        const auto given = object.find(column.name);
        if (given == object.end()) {
            add_fault(line, {fmt::format("{} is missing", column.name),
                             "add it; write null for no value"});
            return {};
        }
        const auto value = value_of(column, *given);
        if (!value.ok()) {
            add_fault(line, value.fault());
            return {};
        }
        if (column.in_key && given->is_null()) {    // SQLite would choose a number itself
            add_fault(line, {fmt::format("{} is null", column.name), "write its number"});
        }
        return value.value();
    }

    void add(std::size_t line, const Table& table, const store::Row& row) {
        ++counts_[table.name];
        if (const auto refusal = store::add_row(database_, table, row)) {
            add_fault(line, *refusal);
            return;
        }
        Placed placed{{table.name, {}}, line};
        std::size_t parts = 0;
        for (std::size_t i = 0; i < row.size() && parts < placed.key.second.size(); ++i) {
            if (table.columns[i].in_key) {
                placed.key.second.at(parts++) = std::get<std::int64_t>(row[i]);
            }
        }
        placed_.push_back(placed);
        if (table.name == "handbook") {
            read_handbook_of(line, table, row);
        }
    }

    void read_handbook_of(std::size_t line, const Table& table, const store::Row& row) {
        const auto column = table.column("toml");
        try {
            const Handbook handbook = read_handbook(std::get<std::string>(row.at(*column)),
                                                    "the handbook");
            words_ = words_of(handbook);
            if (handbook.groups.empty()) {
                add_fault(line, {"the handbook has no groups", "export the section again"});
            }
        } catch (const RefusedError& error) {
            add_fault(line, error.faults().front());
        }
    }

    void check_records() {
        std::vector<store::RecordFlaw> flaws;
        store::check_records(
            database_, words_,
            [&](const store::RecordFlaw& flaw) {
                if (flaw.severity == store::Severity::fault) {
                    flaws.push_back(flaw);
                }
                return flaws.size() < most_faults;
            },
            ignore_progress);
        std::multimap<Key, const store::RecordFlaw*> by_key;
        for (const store::RecordFlaw& flaw : flaws) {
            by_key.emplace(key_of(flaw), &flaw);
        }
        for (std::size_t i = 0; !by_key.empty() && i < placed_.size(); ++i) {
            const auto [first, last] = by_key.equal_range(placed_[i].key);
            for (auto flaw = first; flaw != last; ++flaw) {
                add_fault(placed_[i].line, {flaw->second->text(), flaw->second->fault.remedy});
            }
        }
    }

    store::Writer& database_;
    std::vector<Table> tables_;
    store::HandbookWords words_;
    std::map<std::string_view, std::size_t> counts_;    ///< by names from `all_tables`
    std::vector<Placed> placed_;
    bool ended_ = false;
    std::vector<std::pair<std::size_t, Fault>> faults_;
};

/// Counts lines and skips empty ones.
class NumberedLines {
public:
    explicit NumberedLines(const LineSource& source) : source_(source) {}
    bool next() {
        do {
            if (!source_(text)) {
                return false;
            }
            ++number;
        } while (text.find_first_not_of(" \t\r") == std::string::npos);
        return true;
    }

    std::size_t number = 0;
    std::string text;

private:
    const LineSource& source_;
};

int read_header(const std::string& name, NumberedLines& lines) {
    if (!lines.next()) {
        throw RefusedError{fmt::format("{} is empty", name),
                           "name a file that 'lmsection export' wrote"};
    }
    const auto schema = schema_of(lines.text);
    if (!schema.ok()) {
        throw RefusedError{at_line(name, lines.number, schema.fault())};
    }
    return schema.value();
}

Imported fill(store::Database& database, const std::string& name, int schema,
              NumberedLines& lines) {
    store::Transaction transaction{database, store::References::checked_by_commit};
    Importer importer{transaction.writer(), schema};
    bool going = true;
    while (going && lines.next()) {
        going = importer.import_line(lines.number, lines.text);
    }
    require_none(importer.finish(name));
    transaction.commit();
    return {importer.count("people"), importer.count("appointments"), importer.count("history"),
            importer.count()};
}

}    // namespace

void export_section(const Session& session, WithHistory with_history,
                    const std::function<void(std::string_view line)>& visit) {
    const int schema = store::version_of(session.database());
    visit(fmt::format(R"({{"format":"{}","version":{},"schema":{}}})", format_name, export_version,
                      schema));
    auto tables = store::tables_of_schema(schema);
    if (with_history == WithHistory::no) {
        std::erase_if(tables, [](const Table& table) { return table.name == "history"; });
    }
    const std::size_t rows = store::count_rows(session.database(), tables);
    std::size_t done = 0;
    for (const Table& table : tables) {
        store::each_row(session.database(), table, [&](const store::Row& row) {
            visit(record_line(table, row));
            session.around().progress(++done, rows);
            return true;
        });
    }
    visit(last_line);
}

Imported import_section(const Circumstances& circumstances, const std::string& name,
                        const LineSource& next_line) {
    require_place(circumstances);
    store::refuse_existing(circumstances.database);
    std::optional<store::Database> database;
    const auto make = [&](int schema) -> store::Database& {
        database = circumstances.dry_run ? store::Database::create_in_memory(schema)
                                         : store::Database::create(circumstances.database, schema);
        return *database;
    };
    const Imported imported = import_into(make, name, next_line);
    store::bring_to(*database, store::schema_version());
    if (imported.entries == 0) {
        store::Transaction transaction{*database};
        store::begin_revisions(transaction.writer(), circumstances.now_ms, circumstances.now);
        transaction.commit();
    }
    if (!circumstances.dry_run) {
        database->publish();
        circumstances.on_record();
    }
    return imported;
}

Imported import_into(const std::function<store::Database&(int schema)>& make,
                     const std::string& name, const LineSource& next_line) {
    NumberedLines lines{next_line};
    const int schema = read_header(name, lines);
    return fill(make(schema), name, schema, lines);
}

}    // namespace lmsection::app
