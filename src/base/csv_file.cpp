#include "lmsection/base/csv_file.hpp"

#include "csv_records.hpp"
#include "lmsection/base/formula.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

namespace lmsection {

namespace {

constexpr std::size_t largest_file = 256U << 20U;

/// Why a file cannot be read at all, with the first line that shows it.
std::optional<Fault> unreadable(std::string_view bytes) {
    if (bytes.size() > largest_file) {
        return Fault{"the file is larger than 256 MB", "split it"};
    }
    std::size_t line = 0;
    while (!bytes.empty()) {
        ++line;
        const auto end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
        const std::string_view row = bytes.substr(0, end);
        if (row.find('\0') != std::string_view::npos) {
            return Fault{fmt::format("line {}: contains a NUL byte, so this is not a text file",
                                     line),
                         "save the file as CSV, UTF-8"};
        }
        if (!is_utf8(row)) {
            return Fault{fmt::format("line {}: is not UTF-8 text", line),
                         "save the file as CSV, UTF-8"};
        }
        bytes.remove_prefix(end);
    }
    return std::nullopt;
}

/// The headers that are accepted for a column.
std::vector<std::string> headings_of(const CsvColumns& columns, const std::string& name) {
    const auto known = columns.headings.find(name);
    return known == columns.headings.end() ? std::vector{name} : known->second;
}

/// The index of the column that a folded header means.
std::optional<std::size_t> column_of(const std::string& header, const CsvColumns& columns) {
    const auto found = std::ranges::find_if(columns.names, [&](const std::string& name) {
        return std::ranges::count(headings_of(columns, name), header) > 0;
    });
    return found == columns.names.end()
               ? std::nullopt
               : std::optional{static_cast<std::size_t>(found - columns.names.begin())};
}

/// What a header means: the column it fills, if any, and whether it is known.
struct Heading {
    std::optional<std::size_t> column;
    bool known = false;
};

Heading heading_of(const std::string& header, const std::set<std::string>& all,
                   const CsvColumns& columns) {
    if (const auto other = columns.stands_for.find(header); other != columns.stands_for.end()) {
        return {column_of(other->second, columns), true};
    }
    const auto column = column_of(header, columns);
    const bool replaced = column && std::ranges::any_of(columns.stands_for, [&](const auto& pair) {
                              return pair.second == columns.names[*column] &&
                                     all.contains(pair.first);
                          });
    return {replaced ? std::nullopt : column,
            column || std::ranges::count(columns.passed_over, header) > 0};
}

CsvFile::Places places_of(const CsvRecord& header, const std::string& name,
                          const CsvColumns& columns, std::vector<Fault>& faults) {
    constexpr std::size_t most_named = 12;
    std::set<std::string> all;
    for (const std::string& cell : header.cells) {
        all.insert(folded(tidied_text(cell)));
    }
    CsvFile::Places places;
    std::vector<std::string> unknown;
    for (const std::string& cell : header.cells) {
        const auto [place, known] = heading_of(folded(tidied_text(cell)), all, columns);
        const bool twice = place && std::ranges::count(places, place) > 0;
        places.push_back(place);
        if (twice) {
            faults.push_back(
                at_line(name, header.line,
                        {fmt::format("the column '{}' appears twice", columns.names[*place]),
                         columns.remedy.empty() ? "remove one" : columns.remedy}));
        } else if (!known && !columns.ignore_extra) {
            unknown.push_back(in_quotes(cell));
        }
    }
    if (!unknown.empty()) {
        const std::string usual = fmt::format("use {}, or --ignore-extra",
                                              listed(columns.names, columns.names.size()));
        const std::string what = unknown.size() == 1
                                     ? fmt::format("there is no column {}", unknown.front())
                                     : fmt::format("there are no columns {}",
                                                   listed(unknown, most_named));
        faults.push_back(
            at_line(name, header.line, {what, columns.remedy.empty() ? usual : columns.remedy}));
    }
    return places;
}

/// Reports all missing required columns in one fault.
void require(const std::vector<std::string>& absent, const CsvRecord& header,
             const std::string& name, const CsvColumns& columns, std::vector<Fault>& faults) {
    std::vector<std::string> missing;
    for (const std::string& column : columns.required) {
        if (std::ranges::count(absent, column) == 0) {
            continue;
        }
        const auto headings = headings_of(columns, column);
        missing.push_back(headings == std::vector{column}
                              ? fmt::format("'{}'", column)
                              : fmt::format("for {} ('{}')", column, fmt::join(headings, "', '")));
    }
    if (!missing.empty()) {
        faults.push_back(at_line(
            name, header.line,
            {fmt::format("the header has no column {}", fmt::join(missing, ", and none ")),
             columns.remedy.empty() ? "the first line names the columns, separated by commas"
                                    : columns.remedy}));
    }
}

/// A remedy that lists all columns is long, and what one header line needs: the last fault has it.
void say_remedy_once(const std::string& remedy, std::vector<Fault>& faults) {
    bool is_said = false;
    for (auto fault = faults.rbegin(); fault != faults.rend(); ++fault) {
        if (!remedy.empty() && fault->remedy == remedy) {
            fault->remedy = is_said ? "see the last of these lines" : remedy;
            is_said = true;
        }
    }
}

}    // namespace

Fault at_line(const std::string& name, std::size_t line, const Fault& fault) {
    return {fmt::format("{}, line {}: {}", name, line, fault.what), fault.remedy};
}

CsvFile::CsvFile(std::string_view bytes, std::string name, const CsvColumns& columns)
    : bytes_(bytes), name_(std::move(name)), columns_(columns.names.size()) {
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (bytes_.starts_with(byte_order_mark)) {
        bytes_.remove_prefix(byte_order_mark.size());
    }
    if (const auto fault = unreadable(bytes_)) {
        throw RefusedError{fmt::format("{}, {}", name_, fault->what), fault->remedy};
    }
    std::vector<Fault> faults;
    bool header = true;
    const auto fault = read_csv_records(bytes_, {}, [&](const CsvRecord& record) {
        if (std::exchange(header, false)) {
            places_ = places_of(record, name_, columns, faults);
            for (std::size_t i = 0; i < columns_; ++i) {
                if (std::ranges::count(places_, i) == 0) {
                    absent_.push_back(columns.names[i]);
                }
            }
            require(absent_, record, name_, columns, faults);
        } else if (record.cells.size() != places_.size()) {
            faults.push_back(at_line(name_, record.line,
                                     {fmt::format("has {} cells, the header has {}",
                                                  record.cells.size(), places_.size()),
                                      "put a cell that holds a comma in quotes"}));
        } else {
            ++records_;
        }
    });
    if (fault) {
        throw RefusedError{fmt::format("{}, {}", name_, fault->what), fault->remedy};
    }
    say_remedy_once(columns.remedy, faults);
    if (header) {
        throw RefusedError{fmt::format("{} is empty", name_), "its first line names the columns"};
    }
    require_none(std::move(faults));
}

void CsvFile::each(const std::function<void(const CsvRecord&)>& visit) const {
    CsvRecord arranged{0, std::vector<std::string>(columns_)};
    bool header = true;
    static_cast<void>(read_csv_records(bytes_, {}, [&](CsvRecord& record) {
        if (std::exchange(header, false)) {
            return;
        }
        arranged.line = record.line;
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (places_[i]) {
                arranged.cells[*places_[i]] = without_formula_guards(std::move(record.cells[i]));
            }
        }
        visit(arranged);
    }));
}

}    // namespace lmsection
