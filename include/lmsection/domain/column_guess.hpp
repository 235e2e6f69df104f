#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

// Which column of a list, written by people, is which field of a record: by its header, and where
// the header does not say, by its content. The fields are given by each kind of list.

/// A field that the columns of a list may have.
struct ListField {
    /// As in `--map FIELD=COLUMN`; empty: for columns that are known but not used.
    std::string name;
    /// The words in headers, folded, without punctuation: `term expires`. A header that is one of
    /// them means the field; one that contains it in whole words probably does.
    std::vector<std::string> synonyms;
    /// Headers that mean the field only if nothing else is in them: `name`, but not `name of x`.
    std::vector<std::string> whole_synonyms = {};
    /// Words of headers that never mean the field, whatever else is in them: `supervisor`.
    std::vector<std::string> other_words = {};
    /// Whether a cell can be a value of this field; empty: any text can.
    std::function<bool(const std::string& cell)> fits = {};
    bool repeats = false;       ///< whether several columns may have it
    bool by_content = false;    ///< whether content is enough, without a header
    bool is_telling = false;    ///< whether a cell that fits is never a header
    /// Whether content is enough under a header that says nothing, if no column has it by its
    /// header.
    bool under_any_header = false;
};

/// Why a column is read as it is.
enum class ColumnReason {
    mapped,      ///< the user said so
    saved,       ///< a saved mapping says so
    named,       ///< its header is a name of the field
    content,     ///< its cells are values of the field
    ignored,     ///< the user said to leave it out
    people,      ///< its header is the role of the people in its cells
    roles,       ///< its header is the group in which its cells are roles
    members,     ///< its header is the group of the people in its cells
    derived,     ///< it is not in the file: made of such columns
    not_used,    ///< it has no field
};

/// How a column is read.
struct ColumnReading {
    std::string header;                  ///< as in the file; may be empty
    std::optional<std::size_t> field;    ///< index of the field; none: not read
    ColumnReason reason = ColumnReason::not_used;
    std::string shown = {};    ///< what the user sees in place of the field's name; may be empty
};

/// What the user or a saved mapping says about a column.
struct ColumnChoice {
    std::string header;                   ///< folded by `header_key`; empty if `column` is given
    std::optional<std::size_t> column;    ///< its index
    std::optional<std::size_t> field;     ///< none: leave it out
    ColumnReason reason = ColumnReason::mapped;
};

/// A header for comparison: folded, only words with single spaces between them.
[[nodiscard]] std::string header_key(std::string_view header);

/// How many of a row's cells are headers of different fields; 0 if one is an address or another
/// value, so that the row is no header.
[[nodiscard]] std::size_t header_score(std::span<const std::string> row,
                                       std::span<const ListField> fields);

/// Whether a cell is exactly a header of some field.
[[nodiscard]] bool is_header(std::string_view cell, std::span<const ListField> fields);

/// Finds the field of each column. `cells`: for each column, its cells below the header.
/// `choices`: decide before anything else. A field that does not repeat gets the column that fits
/// best.
[[nodiscard]] std::vector<ColumnReading>
guess_columns(std::span<const std::string> headers, std::span<const std::vector<std::string>> cells,
              std::span<const ListField> fields, std::span<const ColumnChoice> choices);

}    // namespace lmsection
