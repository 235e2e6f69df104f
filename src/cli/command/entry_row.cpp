#include "command/entry_row.hpp"

#include "command/shared.hpp"
#include "lmsection/store/table_info.hpp"

#include <date/date.h>

#include <chrono>
#include <map>
#include <utility>

namespace lmsection::cli {

namespace {

/// "people +1 ~2 -3"
std::string changes_text(const std::vector<store::TableChanges>& changes) {
    std::string text;
    const auto add = [&](char sign, int count) {
        text += count > 0 ? fmt::format(" {}{}", sign, count) : "";
    };
    for (const store::TableChanges& table : changes) {
        text += (text.empty() ? "" : ", ") + table.table;
        add('+', table.added);
        add('~', table.changed);
        add('-', table.removed);
    }
    return text;
}

/// "checklist items", "marks on a checklist item".
std::string plural_of(std::string_view noun) {
    if (noun == "person") {
        return "people";
    }
    const std::size_t end = std::min({noun.size(), noun.find(" of "), noun.find(" on ")});
    return fmt::format("{}{}s{}", noun.substr(0, end),
                       noun.substr(0, end).ends_with('h') ? "e" : "", noun.substr(end));
}

using RecordNames = std::map<std::pair<std::string, store::RowAction>, std::vector<std::string>>;

/// The names of the records of each table to which an entry did the same, if they are few.
RecordNames names_of_records(const store::Reader& database, const store::Entry& entry) {
    constexpr int most_names = 4;
    int records = 0;
    for (const store::TableChanges& table : entry.changes) {
        records += table.added + table.changed + table.removed;
    }
    RecordNames names;
    if (records > 0 && records <= most_names) {
        store::each_field(database, entry.id, [&](const store::FieldChange& field) {
            auto& alike = names[{field.table, field.action}];
            if (std::ranges::find(alike, field.record) == alike.end()) {
                alike.push_back(field.record);
            }
        });
    }
    return names;
}

}    // namespace

std::string changes_in_words(const store::Reader& database, const store::Entry& entry) {
    if (entry.state == store::EntryState::erased) {
        return "changed records that were erased later";
    }
    const RecordNames names = names_of_records(database, entry);
    std::vector<std::string> changes;
    const auto add = [&](store::RowAction action, int store::TableChanges::*count) {
        std::vector<std::string> records;
        for (const store::TableChanges& table : entry.changes) {
            const store::TableInfo* info = store::table_info(table.table);
            if (table.*count > 0 && info != nullptr) {
                const auto named = names.find({table.table, action});
                records.push_back(counted(static_cast<std::size_t>(table.*count), info->noun,
                                          plural_of(info->noun)) +
                                  (named == names.end()
                                       ? ""
                                       : fmt::format(" ({})", fmt::join(named->second, "; "))));
            }
        }
        if (!records.empty()) {
            changes.push_back(fmt::format("{} {}", word(action), joined_with_and(records)));
        }
    };
    add(store::RowAction::added, &store::TableChanges::added);
    add(store::RowAction::changed, &store::TableChanges::changed);
    add(store::RowAction::removed, &store::TableChanges::removed);
    return changes.empty() ? "changed nothing" : fmt::format("{}", fmt::join(changes, "; "));
}

EntryRow::EntryRow(const store::Entry& listed)
    : entry(listed), id(std::to_string(listed.id)), changes(changes_text(listed.changes)) {}

std::string time_of_day(std::int64_t local) {
    constexpr std::int64_t minutes_a_day = 1440;
    constexpr std::int64_t hour = 60;
    const std::int64_t minute = (local / 60 % minutes_a_day + minutes_a_day) % minutes_a_day;
    const std::int64_t hour_of_twelve = minute / hour % 12;
    return fmt::format("{}:{:02} {}", hour_of_twelve == 0 ? 12 : hour_of_twelve, minute % hour,
                       minute < minutes_a_day / 2 ? "AM" : "PM");
}

Date day_of(std::int64_t local) {
    return date::floor<date::days>(date::sys_seconds{std::chrono::seconds{local}});
}

std::string local_text(const Context& context, const std::string& utc) {
    const auto local = context.local_time(utc);
    return local ? fmt::format("{}, {}", written(day_of(*local)), time_of_day(*local)) : utc;
}

}    // namespace lmsection::cli
