#pragma once

#include "lmsection/base/date.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/cli/format/format.hpp"
#include "lmsection/domain/person.hpp"
#include "lmsection/domain/role.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace lmsection::cli {

/// A column of a table and where its values come from: a member of the row or of what `*row` is,
/// or a function of the row, or of the row and the context. It returns what a cell is made of: a
/// `Cell`, a text, a number, a flag, a day, an id, an enumerator that has a `word`, or an optional
/// one. A text that is made for the row is returned as a `std::string`, since a `Cell` only points
/// to its text.
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

/// Makes columns of one kind: `essential("name", "Name", &Person::name)`.
struct ColumnKind {
    Audience audience = Audience::everyone;
    Importance importance = Importance::useful;

    template <class Value>
    constexpr ColumnOf<Value> operator()(std::string_view name, std::string_view heading,
                                         Value value) const {
        return {{.name = name, .heading = heading, .audience = audience, .importance = importance},
                value};
    }
};
inline constexpr ColumnKind essential{.importance = Importance::essential};
inline constexpr ColumnKind useful{.importance = Importance::useful};
inline constexpr ColumnKind extra{.importance = Importance::extra};
inline constexpr ColumnKind for_scripts{.audience = Audience::scripts};
inline constexpr ColumnKind only_for_people{.audience = Audience::people};
inline constexpr ColumnKind title_above{.audience = Audience::heading};

/// A member of the row, or of what it stands for, whose text is absent when empty.
template <class Text, class Thing>
constexpr auto absent_if_empty(Text Thing::*text) {
    return [text](const auto& row) { return Cell::or_absent(std::invoke(text, row)); };
}

/// A text made for the row, absent when empty.
inline std::optional<std::string> text_or_absent(std::string text) {
    return text.empty() ? std::nullopt : std::optional{std::move(text)};
}

/// The slug or the name of a group, which may be a pointer or an `std::optional`; absent without
/// one.
template <class MaybeGroup>
Cell slug_cell(const MaybeGroup& group) {
    return group ? Cell{group->slug.text()} : Cell{};
}
template <class MaybeGroup>
Cell name_cell(const MaybeGroup& group) {
    return group ? Cell{group->name} : Cell{};
}
/// The word for a state of some kind, in its tone.
template <class State>
Cell state_cell(State state, Tone (*tone_of)(State)) {
    return {word(state), tone_of(state)};
}
/// A member of what a pointer or an `std::optional` may have; absent without it, and an empty text.
template <class Maybe, class T, class Value>
auto member_if_any(const Maybe& maybe, Value T::*member) {
    if constexpr (std::is_same_v<Value, std::string>) {
        return maybe ? Cell::or_absent((*maybe).*member) : Cell{};
    } else {
        return maybe ? std::optional{(*maybe).*member} : std::nullopt;
    }
}
/// The address of a person; absent without one.
inline Cell email_cell(const Person& person) {
    return person.email ? Cell::or_absent(person.email->text()) : Cell{};
}

template <class Tag>
std::string cell_value(const Id<Tag>& id) {
    return std::to_string(id.value);
}
template <class Tag>
std::optional<std::string> cell_value(const std::optional<Id<Tag>>& id) {
    return id ? std::optional{cell_value(*id)} : std::nullopt;
}
/// What a cell can be made of, for a value of any type that a column may have.
template <class T>
decltype(auto) cell_value(const T& value) {
    if constexpr (std::is_same_v<T, Date>) {
        return iso(value);
    } else if constexpr (std::is_same_v<T, std::optional<Date>>) {
        return value ? std::optional{iso(*value)} : std::nullopt;
    } else if constexpr (std::is_same_v<T, Slug>) {
        return value.text();
    } else if constexpr (std::is_enum_v<T> || std::is_same_v<T, Role>) {
        return word(value);
    } else if constexpr (std::is_same_v<T, std::optional<Role>>) {
        return value ? std::optional{word(*value)} : std::nullopt;
    } else {
        return (value);
    }
}

/// The one list of a table's columns. To add a column, add a line to it.
///
///     constexpr auto person_columns = columns_of<Person>(
///         essential("name", "Name", &Person::name),
///         extra("note", "Note", absent_if_empty(&Person::note)));
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
            ++count_;
        }
        /// To be called once, after the last row. Returns the number of rows.
        std::size_t end() const {
            rows_->end();
            return count_;
        }

    private:
        const Columns& columns_;
        const Context& context_;
        std::unique_ptr<RowWriter> rows_;
        mutable std::size_t count_ = 0;
    };
    [[nodiscard]] Writer writer(Context& context) const {
        return {*this, context, context.rows(list())};
    }

    /// Writes a whole table.
    template <class Rows>
    void write(Context& context, const Rows& rows) const {
        write(writer(context), rows);
    }
    /// Writes a whole table, of which `row_of` makes each row.
    template <class Things, class RowOf>
    void write(Context& context, const Things& things, RowOf row_of) const {
        const Writer to = writer(context);
        for (const auto& thing : things) {
            to.row(row_of(thing));
        }
        to.end();
    }
    void write_one(Context& context, const Row& row) const {
        const Writer to = writer(context);
        to.row(row);
        to.end();
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
