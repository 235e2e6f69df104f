#pragma once

#include "lmsection/base/error.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection {

/// One record of a CSV file, its cells in the order of the columns asked for.
struct CsvRecord {
    std::size_t line = 0;              ///< where it starts, counted from 1
    std::vector<std::string> cells;    ///< empty where the file has no such column
};

/// Which columns a CSV file may have.
struct CsvColumns {
    std::vector<std::string> names;
    std::vector<std::string> required;
    bool ignore_extra = false;
    /// The headers, folded, that stand for a column instead of its own name.
    std::map<std::string, std::vector<std::string>> headings = {};
    /// What to do about a header that does not fit; empty: the usual.
    std::string remedy = {};
    /// The columns of the program's own list that are not read, and no mistake in a file.
    std::vector<std::string> passed_over = {};
    /// The columns of the program's own list that stand for another, as `group_slug` for `group`;
    /// where one is there, a column with the other's own name is passed over.
    std::map<std::string, std::string> stands_for = {};
};

/// CSV (RFC 4180, UTF-8, with or without a byte-order mark, any line ends) with a header that names
/// the columns in any order, in any case. Blank lines are passed over. Of a long file no more than
/// a record is held beside its bytes. An apostrophe that keeps a spreadsheet from running a cell as
/// a formula is removed.
class CsvFile {
public:
    /// Where each cell of a record goes: the index of its column, or nowhere.
    using Places = std::vector<std::optional<std::size_t>>;

    /// Looks through all of it; every fault found is reported with its line in one `RefusedError`.
    /// `bytes` outlive the object; `name`: of the file, for messages.
    CsvFile(std::string_view bytes, std::string name, const CsvColumns& columns);

    [[nodiscard]] const std::string& name() const { return name_; }
    /// Whether there is a slash anywhere in it, as in `11/24/2026`.
    [[nodiscard]] bool has_slash() const { return bytes_.find('/') != std::string_view::npos; }
    /// How many there are, the header not counted.
    [[nodiscard]] std::size_t records() const { return records_; }
    /// The columns that were asked for and are not there.
    [[nodiscard]] const std::vector<std::string>& absent() const { return absent_; }
    /// Hands over the records in their order, each valid during the call only.
    void each(const std::function<void(const CsvRecord&)>& take) const;

private:
    std::string_view bytes_;
    std::string name_;
    std::size_t columns_;
    Places places_;
    std::vector<std::string> absent_;
    std::size_t records_ = 0;
};

/// A fault of one line of the file called `name`, as it is reported.
[[nodiscard]] Fault at_line(const std::string& name, std::size_t line, const Fault& fault);

}    // namespace lmsection
