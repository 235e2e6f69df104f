#include "command/entry_row.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

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

}    // namespace

EntryRow::EntryRow(const store::Entry& listed)
    : entry(listed), id(std::to_string(listed.id)), changes(changes_text(listed.changes)) {}

}    // namespace lmsection::cli
