#pragma once

#include "lmsection/base/date.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lmsection::cli::page {

/// The columns of a table. On a narrow screen, each row is a block with one cell per line, after
/// its heading. A table with very many columns scrolls sideways on any screen.
class TableColumns {
public:
    /// Headings as plain text. `label`: the column that names each row.
    TableColumns(std::vector<std::string_view> headings, std::size_t label)
        : headings_(std::move(headings)), label_(label) {}

    /// The table's caption, if there is one (plain text), and its headings. `<tbody>` is next.
    [[nodiscard]] std::string start(std::string_view caption = {}) const;
    /// After the last `</tbody>`.
    [[nodiscard]] std::string end() const;
    /// A row; as many cells as headings, each as HTML.
    [[nodiscard]] std::string row(const std::vector<std::string>& cells) const;
    /// A row across the table, with the title of the rows below it (plain text).
    [[nodiscard]] std::string title_row(std::string_view title) const;

private:
    [[nodiscard]] bool scrolls() const;

    std::vector<std::string_view> headings_;
    std::size_t label_;
};

/// A whole table, row by row.
class Table {
public:
    /// All plain text. `label`: the column that names each row.
    Table(std::string_view caption, std::vector<std::string_view> headings, std::size_t label = 0)
        : columns_(std::move(headings), label), html_(columns_.start(caption) + "<tbody>\n") {}

    /// As many cells as headings, each as HTML.
    void row(const std::vector<std::string>& cells) { html_ += columns_.row(cells); }
    [[nodiscard]] std::string html() const { return html_ + "</tbody>\n" + columns_.end(); }

private:
    TableColumns columns_;
    std::string html_;
};

/// A status in one word, marked by its style; `look`: good, bad, attention, open or plain.
[[nodiscard]] std::string state(std::string_view word, std::string_view look);
/// A day that is not broken over two lines.
[[nodiscard]] std::string day(Date date);
/// A link without a referrer.
[[nodiscard]] std::string link(std::string_view url, std::string_view text);
/// An email address as a link to write to it.
[[nodiscard]] std::string mailto(std::string_view email);
/// A link to write to several people at once; empty without addresses. `text`: plain text.
[[nodiscard]] std::string mailto_all(const std::vector<std::string>& emails, std::string_view text);
/// Text as HTML. What is only a web address, an email address or a day is marked as one.
[[nodiscard]] std::string marked_up(std::string_view text);

}    // namespace lmsection::cli::page
