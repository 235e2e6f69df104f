#include "lmsection/store/record_check.hpp"

#include "changeset.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/base/email_address.hpp"
#include "lmsection/base/slug.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/person.hpp"
#include "lmsection/domain/section.hpp"
#include "lmsection/store/person.hpp"
#include "lmsection/store/report.hpp"
#include "lmsection/store/schema.hpp"
#include "lmsection/store/table.hpp"
#include "lmsection/store/table_info.hpp"
#include "query.hpp"
#include "row_name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace lmsection::store {

namespace {

/// In characters; commands write no longer text, except for the handbook and recorded command
/// lines.
constexpr std::size_t longest_text = 2000;

/// `2026-11-24T16:58:00Z`.
bool is_moment(std::string_view text) {
    constexpr std::string_view form = "0000-00-00T00:00:00Z";
    return text.size() == form.size() &&
           std::equal(text.begin(), text.end(), form.begin(),
                      [](char c, char wanted) {
                          return wanted == '0' ? c >= '0' && c <= '9' : c == wanted;
                      }) &&
           parse_iso_date(text.substr(0, text.find('T')));
}

Fault correct(std::string what) {
    return {std::move(what), "correct it"};
}

template <class Read>
std::optional<Fault> fault_of(const Read& read) {
    return read.ok() ? std::nullopt : std::optional{read.fault()};
}

std::optional<Fault> line_fault(const std::string& text) {
    if (!is_utf8(text)) {
        return Fault{"it is not UTF-8 text", "write it in UTF-8"};
    }
    std::string without_breaks = text;
    std::erase_if(without_breaks, [](char c) { return c == '\n' || c == '\t' || c == '\r'; });
    if (has_control(without_breaks)) {
        return Fault{fmt::format("{} has a control character", in_quotes(text)), "remove it"};
    }
    return std::nullopt;
}

/// Charges are from the handbook; headings of a spreadsheet, all answers of a form, and the
/// template of a letter can be long.
bool may_be_longer(const Table& table, const ColumnInfo& column) {
    return column.name == "charge" || column.name == "answers" || table.name == "list_maps" ||
           table.name == "settings";
}

/// What earlier versions recorded or imported but this one would not.
std::optional<Fault> text_warning(const Table& table, const ColumnInfo& column,
                                  const std::string& text) {
    if (column.use == ColumnUse::email) {
        return fault_of(EmailAddress::parse(text));
    }
    if (column.use == ColumnUse::person_name) {
        return fault_of(parse_person_name(text));
    }
    if (column.use != ColumnUse::text || table.name == "history") {    // it contains what was typed
        return std::nullopt;
    }
    if (auto fault = line_fault(text)) {
        return fault;
    }
    if (has_bidirectional_control(text)) {
        return Fault{fmt::format("{} has a character that reorders text", in_quotes(text)),
                     "remove it"};
    }
    if (!may_be_longer(table, column) && length_of(text) > longest_text) {
        return Fault{fmt::format("it is longer than {} characters", longest_text), "shorten it"};
    }
    return std::nullopt;
}

std::string key_of(const Table& table, const Row& row) {
    std::string key;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const auto* number = std::get_if<std::int64_t>(&row[i]);
        if (table.columns[i].in_key && number != nullptr) {
            key += fmt::format("{}{}", key.empty() ? "" : "/", *number);
        }
    }
    return key;
}

/// The value in a column; nothing if it is absent or of another type.
template <class Type>
std::optional<Type> value_at(const Table& table, const Row& row, std::string_view column) {
    const auto at = table.column(column);
    const auto* value = at ? std::get_if<Type>(&row[*at]) : nullptr;
    return value == nullptr ? std::nullopt : std::optional{*value};
}

std::string text_at(const Table& table, const Row& row, std::string_view column) {
    return value_at<std::string>(table, row, column).value_or("");
}

/// Whether a changeset is readable and only about tables of the schema.
bool is_ours(std::string_view changeset) {
    bool known = true;
    const bool sound = walk_changeset(changeset, [&](const RowChange& row) {
        const TableInfo* table = table_info(row.table());
        known = table != nullptr &&
                static_cast<std::size_t>(row.columns()) <= table->columns.size();
        return known;
    });
    return sound && known;
}

class RecordCheck {
public:
    RecordCheck(const Reader& database, const HandbookWords& words,
                const std::function<bool(const RecordFlaw&)>& visit)
        : database_(database), words_(words), visit_(visit),
          tables_(tables_of_schema(version_of(database))) {}

    void run(const Progress& progress) {
        const std::size_t rows = count_rows(database_, tables_);
        std::size_t done = 0;
        for (const Table& table : tables_) {
            each_row(database_, table, [&](const Row& row) {
                if (going_) {
                    check_row(table, row);
                    progress(++done, rows);
                }
                return going_;
            });
            check_references(table);
        }
        check_sort_keys();
        check_addresses();
        check_overlaps();
        check_retired_groups();
    }

private:
    void report(std::string_view table, const std::string& key, Fault fault,
                Severity severity = Severity::fault) {
        if (!going_) {
            return;
        }
        const std::string name = name_of_row(database_, std::string{table}, key);
        const std::string_view noun = table_info(table)->noun;
        std::string record = fmt::format("the {} {}", noun, in_quotes(name));
        if (table == "history") {    // the same command may be run many times
            record = fmt::format("the {} {} ({})", noun, key, in_quotes(name));
        } else if (table == "handbook") {
            record = "the handbook";
        }
        going_ = visit_({severity, std::string{table}, key, std::move(record), std::move(fault)});
    }

    void check_row(const Table& table, const Row& row) {
        const std::string key = key_of(table, row);
        for (std::size_t i = 0; i < row.size(); ++i) {
            const ColumnInfo& column = table.columns[i];
            if (const auto* number = std::get_if<std::int64_t>(&row[i])) {
                check_number(table, key, column, *number);
            } else if (const auto* text = std::get_if<std::string>(&row[i])) {
                check_text(table, key, column, *text);
            } else if (const auto* bytes = std::get_if<Bytes>(&row[i])) {
                if (column.use != ColumnUse::changeset || !is_ours(bytes->value)) {
                    report(table.name, key,
                           {fmt::format("{} is damaged", column.name), "restore a copy"});
                }
            }
        }
        if (table.name == "people" || table.name == "addresses") {
            check_search_keys(table, row, key);
        } else if (table.name == "groups") {
            if (value_at<std::int64_t>(table, row, "merged_into") &&
                text_at(table, row, "retired_on").empty()) {
                report("groups", key,
                       {"it was merged but not retired", "give the day in retired_on"});
            }
        } else if (table.name == "history") {
            const auto undoes = value_at<std::int64_t>(table, row, "undoes");
            if (undoes && undoes >= value_at<std::int64_t>(table, row, "id")) {
                report("history", key, correct("it undoes an entry that is not older"));
            }
        }
    }

    void check_number(const Table& table, const std::string& key, const ColumnInfo& column,
                      std::int64_t number) {
        if (column.type() != ColumnType::integer) {
            report(table.name, key, correct(fmt::format("{} is a number", column.name)));
        } else if (column.use == ColumnUse::id && (number < 1 || number > largest_id)) {
            report(table.name, key,
                   {fmt::format("its number {} leaves no room for new ones", number),
                    fmt::format("use a number from 1 to {}", largest_id)});
        } else if (column.use == ColumnUse::number &&
                   (number < column.least || number > column.most)) {
            report(table.name, key,
                   correct(fmt::format("{}: {} is not between {} and {}", column.name, number,
                                       column.least, column.most)));
        }
    }

    void check_text(const Table& table, const std::string& key, const ColumnInfo& column,
                    const std::string& text) {
        if (column.type() != ColumnType::text) {
            report(table.name, key, correct(fmt::format("{} is text", column.name)));
            return;
        }
        auto fault = text_fault(table, column, text);
        const auto severity = fault ? Severity::fault : Severity::warning;
        if (fault || (fault = text_warning(table, column, text))) {
            report(table.name, key,
                   {fmt::format("{}: {}", column.name, fault->what), fault->remedy}, severity);
        }
    }

    [[nodiscard]] std::optional<Fault> text_fault(const Table& table, const ColumnInfo& column,
                                                  const std::string& text) const {
        switch (column.use) {
        case ColumnUse::date:
            return parse_iso_date(text)
                       ? std::nullopt
                       : std::optional{Fault{fmt::format("{} is not a date", in_quotes(text)),
                                             "write it as 2026-11-24"}};
        case ColumnUse::moment:
            return is_moment(text)
                       ? std::nullopt
                       : std::optional{Fault{fmt::format("{} is not a time", in_quotes(text)),
                                             "write it as 2026-11-24T16:58:00Z"}};
        case ColumnUse::month: return fault_of(parse_report_month(text));
        case ColumnUse::slug: return fault_of(Slug::parse(text));
        case ColumnUse::email: return fault_of(EmailAddress::on_record(text));
        case ColumnUse::person_name: return fault_of(parse_name(text));
        case ColumnUse::link: return text.empty() ? std::nullopt : fault_of(parse_link(text));
        case ColumnUse::word: return word_fault(table, column, text);
        default: return std::nullopt;
        }
    }

    [[nodiscard]] std::optional<Fault> word_fault(const Table& table, const ColumnInfo& column,
                                                  const std::string& text) const {
        if (column.check != nullptr) {
            if (const auto fault = column.check(text)) {
                return fault;
            }
        }
        const bool is_venue = table.name == "programs" && column.name == "venue";
        const bool is_role = table.name == "appointments" && column.name == "role";
        const auto& words = is_venue ? words_.venues : words_.roles;
        if ((is_venue || is_role) && !words.empty() && !words.contains(text)) {
            return Fault{fmt::format("{} is not a {} of the handbook", in_quotes(text),
                                     column.name),
                         fmt::format("use one of {}", fmt::join(words, ", "))};
        }
        return line_fault(text);
    }

    void want(std::string_view table, const std::string& key, std::string_view column,
              const std::string& found, const std::string& wanted) {
        if (found != wanted) {
            report(table, key,
                   correct(fmt::format("{} is {} and must be {}", column, in_quotes(found),
                                       in_quotes(wanted))));
        }
    }

    void check_search_keys(const Table& table, const Row& row, const std::string& key) {
        const std::string name = text_at(table, row, "name");
        if (table.name == "people" && parse_name(name).ok()) {
            want("people", key, "name_key", text_at(table, row, "name_key"), folded(name));
        }
        const auto address = EmailAddress::on_record(text_at(table, row, "email"));
        if (address.ok()) {
            want(table.name, key, "email_key", text_at(table, row, "email_key"),
                 address.value().key());
        }
    }

    void check_references(const Table& table) {
        for (const ColumnInfo& column : table.columns) {
            if (column.refers_to.empty() || !going_) {
                continue;
            }
            Query query{database_,
                        fmt::format("SELECT {}, t.{} FROM {} t WHERE t.{} IS NOT NULL AND NOT "
                                    "EXISTS (SELECT 1 FROM {} r WHERE r.id = t.{})",
                                    key_in_sql(table.columns), identifier(column.name),
                                    identifier(table.name), identifier(column.name),
                                    identifier(column.refers_to), identifier(column.name))};
            while (going_ && query.step()) {
                report(table.name, query.string(0),
                       {fmt::format("{} refers to the {} {}, which does not exist", column.name,
                                    table_info(column.refers_to)->noun, query.string(1)),
                        "add that record, or remove the reference"});
            }
            if (column.refers_to == table.name) {
                check_circles(table, column);
            }
        }
    }

    /// References from a table to itself must not form a circle.
    void check_circles(const Table& table, const ColumnInfo& column) {
        std::unordered_map<std::int64_t, std::int64_t> next;
        Query query{database_, fmt::format("SELECT id, {0} FROM {1} WHERE {0} IS NOT NULL",
                                           identifier(column.name), identifier(table.name))};
        while (query.step()) {
            next.emplace(query.number(0), query.number(1));
        }
        std::unordered_set<std::int64_t> passed;
        for (const auto& [start, second] : next) {
            std::unordered_set<std::int64_t> path;
            std::int64_t at = start;
            while (next.contains(at) && passed.insert(at).second) {
                path.insert(at);
                at = next.at(at);
            }
            if (path.contains(at) && going_) {
                report(table.name, std::to_string(at),
                       {fmt::format("{} leads back to it, {}", column.name,
                                    next.at(at) == at ? "directly" : "through others"),
                        fmt::format("remove {} from one of them", column.name)});
            }
        }
    }

    void check_sort_keys() {
        Query query{database_, "SELECT a.id, a.sort_key, p.name_key FROM appointments a "
                               "JOIN people p ON p.id = a.person_id "
                               "WHERE a.sort_key <> p.name_key"};
        while (going_ && query.step()) {
            report("appointments", query.string(0),
                   {fmt::format("sort_key is {} and must be {}", in_quotes(query.string(1)),
                                in_quotes(query.string(2))),
                    "change the person's note with 'lmsection person edit' to put it right"});
        }
    }

    /// An address belongs to one person, as their usual or as a further one.
    void check_addresses() {
        constexpr int first_schema_with_addresses = 7;
        if (version_of(database_) < first_schema_with_addresses) {
            return;
        }
        for (const AddressOfTwo& one : addresses_of_two(database_)) {
            if (going_) {
                report("addresses", one.key,
                       {fmt::format("{} is also the main address of {}", one.email, one.main_of),
                        "keep it in one of the two"},
                       Severity::warning);
            }
        }
    }

    /// Overlapping terms of one person in a group are a mistake that cannot be overridden.
    void check_overlaps() {
        Query query{database_, "SELECT id, person_id, group_id, start_on, end_on "
                               "FROM appointments ORDER BY person_id, group_id, start_on, id"};
        std::pair<std::int64_t, std::int64_t> service;
        std::string last_end;
        while (going_ && query.step()) {
            const std::pair now{query.number(1), query.number(2)};
            const std::string start = query.string(3);
            if (now != service) {
                service = now;
                last_end.clear();
            }
            if (!last_end.empty() && start <= last_end) {
                report("appointments", query.string(0),
                       {fmt::format("it begins on {}, but another of the person's terms in the "
                                    "group lasts until {}",
                                    start, last_end),
                        "end one of them before the other begins"});
            }
            last_end = std::max(last_end, query.string(4));
        }
    }

    void check_retired_groups() {
        Query query{database_, "SELECT a.id, a.end_on, g.retired_on FROM appointments a "
                               "JOIN groups g ON g.id = a.group_id "
                               "WHERE g.retired_on < a.end_on AND g.retired_on IS NOT NULL"};
        while (going_ && query.step()) {
            report("appointments", query.string(0),
                   {fmt::format("it ends on {}, but the group is retired as of {}", query.string(1),
                                query.string(2)),
                    "end it with 'lmsection appoint end'"},
                   Severity::warning);
        }
    }

    const Reader& database_;
    const HandbookWords& words_;
    const std::function<bool(const RecordFlaw&)>& visit_;
    std::vector<Table> tables_;
    bool going_ = true;
};

}    // namespace

std::string RecordFlaw::text() const {
    return fmt::format("{}: {}", record, fault.what);
}

void check_records(const Reader& database, const HandbookWords& words,
                   const std::function<bool(const RecordFlaw&)>& visit, const Progress& progress) {
    RecordCheck{database, words, visit}.run(progress);
}

}    // namespace lmsection::store
