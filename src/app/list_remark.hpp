#pragma once

#include "lmsection/base/error.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lmsection::app {

// How the remarks on the rows of a list are collected into sentences.

/// "a, b and 3 more" if there are more than `most`.
[[nodiscard]] std::string some_of(const std::vector<std::string>& items, std::size_t most = 5);
/// Adds "BEGIN items END" to `lines` unless `items` is empty.
void add_sentence(std::vector<std::string>& lines, std::string_view begin, const std::string& items,
                  std::string_view end = ".");
/// "FILE: the column 'Start' is read day first: 1/7/2026 is July 1, 2026"
[[nodiscard]] std::string order_warning(const std::string& file, std::string_view column,
                                        NumberOrder order, std::string_view example,
                                        const std::optional<Date>& day);
/// The rows, or how many if that is too many to name.
[[nodiscard]] std::string rows_named(const std::vector<std::string>& rows);

/// The rows of a file that were not recorded, as CSV with what is wrong in a last column.
class BadRows {
public:
    using Cells = std::vector<std::pair<std::string, std::string>>;    ///< headers and texts

    /// `headers`: the first columns, of those that a row has.
    explicit BadRows(const std::vector<std::string>& headers = {});

    void add(const Cells& cells, const std::vector<Fault>& faults);
    /// Passes on the table if it has rows; returns how many.
    std::size_t report(
        const std::function<void(const std::vector<std::vector<std::string>>& table)>& visit) const;

private:
    struct Column {
        std::string header;
        int repeat = 0;    ///< how many with the same header are to its left
        bool is_used = true;
    };
    struct Row {
        std::vector<std::string> cells;
        std::string problem;
    };
    std::vector<Column> columns_;
    std::vector<Row> rows_;
};

}    // namespace lmsection::app
