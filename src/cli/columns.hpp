#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/cli/format/format.hpp"
#include "lmsection/domain/role.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace lmsection::cli {

/// A column of a table and where its values come from: a member of the row, or a function of the
/// row, or of the row and the context. It returns what a cell is made of: a `Cell`, a text, a
/// number, a flag, a day, an enumerator that has a `word`, or an optional one. A text that is made
/// for the row is returned as a `std::string`, since a `Cell` only points to its text.
template <class Value>
struct ColumnOf {
    Column column;
    Value value;

    /// A workbook gets a sheet for each of its values.
    [[nodiscard]] constexpr ColumnOf with_own_sheet() const {
        ColumnOf changed = *this;
        changed.column.own_sheet = true;
        return changed;
    }
};

template <class Value>
constexpr ColumnOf<Value> column(std::string_view name, std::string_view heading, Audience audience,
                                 Value value) {
    return {{.name = name, .heading = heading, .audience = audience}, value};
}

/// A column that everyone sees; people only if there is room for it.
template <class Value>
constexpr ColumnOf<Value> column(std::string_view name, std::string_view heading,
                                 Importance importance, Value value) {
    return {{.name = name, .heading = heading, .importance = importance}, value};
}

/// A member of the row whose text is absent when empty.
template <class Row>
constexpr auto absent_if_empty(std::string Row::*text) {
    return [text](const Row& row) { return Cell::or_absent(row.*text); };
}

/// A text made for the row, absent when empty.
inline std::optional<std::string> text_or_absent(std::string text) {
    return text.empty() ? std::nullopt : std::optional{std::move(text)};
}

/// What a cell can be made of, for a value of any type that a column may have.
template <class T>
decltype(auto) cell_value(const T& value) {
    if constexpr (std::is_same_v<T, Date>) {
        return iso(value);
    } else if constexpr (std::is_same_v<T, std::optional<Date>>) {
        return value ? std::optional{iso(*value)} : std::nullopt;
    } else if constexpr (std::is_enum_v<T> || std::is_same_v<T, Role>) {
        return word(value);
    } else {
        return (value);
    }
}

/// The one list of a table's columns. To add a column, add a line to it.
///
///     constexpr auto person_columns = columns_of<Person>(
///         column("name", "Name", Importance::essential, &Person::name),
///         column("note", "Note", Importance::extra, absent_if_empty(&Person::note)));
///     person_columns.write(context, people);
template <class Row, class... Values>
class Columns {
public:
    constexpr explicit Columns(ColumnOf<Values>... columns) : columns_(columns...) {}

    [[nodiscard]] ColumnList list() const {
        return std::apply([](const auto&... columns) { return ColumnList{columns.column...}; },
                          columns_);
    }

    /// The same columns and more after them.
    template <class... More>
    [[nodiscard]] constexpr Columns<Row, Values..., More...> with(ColumnOf<More>... more) const {
        return std::apply(
            [&](const auto&... columns) {
                return Columns<Row, Values..., More...>{columns..., more...};
            },
            columns_);
    }

    /// Writes rows one at a time.
    class Writer {
    public:
        Writer(const Columns& columns, const Context& context, std::unique_ptr<RowWriter> rows)
            : columns_(columns), context_(context), rows_(std::move(rows)) {}

        void row(const Row& row) const {
            std::apply(
                [&](const auto&... columns) {
                    // Texts that are made here live until the row is written.
                    rows_->row({cell_of(cell_value(value_of(columns.value, row, context_)))...});
                },
                columns_.columns_);
        }
        /// To be called once, after the last row.
        void end() const { rows_->end(); }

    private:
        const Columns& columns_;
        const Context& context_;
        std::unique_ptr<RowWriter> rows_;
    };
    [[nodiscard]] Writer writer(Context& context) const {
        return {*this, context, context.rows(list())};
    }

    /// Writes a whole table.
    template <class Rows>
    void write(Context& context, const Rows& rows) const {
        write(writer(context), rows);
    }
    /// The same with all columns, whatever `--columns` says: for what a refusal lists.
    template <class Rows>
    void write_all(Context& context, const Rows& rows) const {
        write(Writer{*this, context, context.all_rows(list())}, rows);
    }

private:
    template <class Rows>
    static void write(const Writer& writer, const Rows& rows) {
        for (const Row& row : rows) {
            writer.row(row);
        }
        writer.end();
    }
    template <class Value>
    static decltype(auto) value_of(const Value& value, const Row& row, const Context& context) {
        if constexpr (std::is_invocable_v<const Value&, const Row&, const Context&>) {
            return std::invoke(value, row, context);
        } else {
            return std::invoke(value, row);
        }
    }
    template <class T>
    static Cell cell_of(const T& value) {
        return Cell{value};
    }

    std::tuple<ColumnOf<Values>...> columns_;
};

template <class Row, class... Values>
constexpr Columns<Row, Values...> columns_of(ColumnOf<Values>... columns) {
    return Columns<Row, Values...>{columns...};
}

}    // namespace lmsection::cli
