#pragma once

#include "lmsection/cli/command.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace lmsection::cli {

class Context;

/// How to parse a value as a T. See value_type.hpp.
template <class T>
struct ValueType {
    std::string_view placeholder;    ///< shown in the help; determines the completions
    /// Throws a `UsageError` if the text is not a T.
    std::function<T(const std::string& text, Context& context)> read;
};

/// Where the parser stores a value; must outlive the parser. The type says how many values are
/// allowed: none (`bool`), one, or any number (`std::vector`).
using Target = std::variant<bool*, std::string*, std::optional<std::string>*, std::optional<int>*,
                            std::vector<std::string>*>;

/// An option (`--year`) or an argument (`GROUP`) of a command, as used by the parser, the help,
/// completion and the manual.
struct OptionSpec {
    std::string name;              ///< "--format"; for an argument "GROUP"
    std::string short_name;        ///< "-f"; empty: none
    std::string help;              ///< may contain marks such as `{roles}`, see handbook_word.hpp
    std::string placeholder;       ///< of the value in the help, "DATE"; empty for a flag
    Target target;                 ///< null for `--help`
    bool every_command = false;    ///< a global option
    bool required = false;
    bool last_wins = false;                     ///< may be repeated; the last value counts
    bool one_at_a_time = false;                 ///< see `Argument::once_each`
    bool value_optional = false;                ///< may be given without a value
    bool takes_two = false;                     ///< see `Argument::two_values`
    bool* given = nullptr;                      ///< see `Argument::given`
    bool refuses_empty = false;                 ///< see `Argument::not_empty`
    char separator = '\0';                      ///< between values in one word; '\0': none
    std::optional<int> most;                    ///< accepts whole numbers from 1 to this
    std::vector<const OptionSpec*> excludes;    ///< options it cannot be combined with
    std::vector<const OptionSpec*> needs;       ///< options it cannot be used without

    [[nodiscard]] bool is_argument() const { return name.front() != '-'; }
    [[nodiscard]] bool is_flag() const { return std::holds_alternative<bool*>(target); }
    /// Whether it takes any number of values, and may be repeated.
    [[nodiscard]] bool takes_many() const {
        return std::holds_alternative<std::vector<std::string>*>(target) && !value_optional &&
               !takes_two;
    }
};

/// A declared option or argument, to add details to. Every function returns `*this`.
class Argument {
public:
    explicit Argument(OptionSpec& declared) : spec_(&declared) {}

    /// The placeholder of its value in the help.
    Argument type_name(std::string_view name) const {
        return with(&OptionSpec::placeholder, std::string{name});
    }
    /// It must be given.
    Argument required() const { return with(&OptionSpec::required, true); }
    /// It cannot be combined with the other one.
    Argument excludes(Argument other) const;
    /// It cannot be used without the other one.
    Argument needs(Argument other) const;
    /// It may be repeated, with one value each time.
    Argument once_each() const { return with(&OptionSpec::one_at_a_time, true); }
    /// It takes two values, once.
    Argument two_values() const { return with(&OptionSpec::takes_two, true); }
    /// One word may contain several values, separated by this character.
    Argument separated_by(char character) const { return with(&OptionSpec::separator, character); }
    /// Sets `is_given` to whether the option is in the command line.
    Argument given(bool& is_given) const { return with(&OptionSpec::given, &is_given); }
    /// Its value may be left out; `is_given` as in `given`.
    Argument optional_value(bool& is_given) const {
        return with(&OptionSpec::value_optional, true).given(is_given);
    }
    /// It rejects an empty value, such as that of an unset variable in a script.
    Argument not_empty() const { return with(&OptionSpec::refuses_empty, true); }
    /// It accepts only whole numbers from 1 to `most`.
    Argument whole_number(int most) const { return with(&OptionSpec::most, std::optional{most}); }
    /// It may be repeated; the last value counts.
    Argument last_wins() const { return with(&OptionSpec::last_wins, true); }
    /// The help lists it with the global options.
    Argument every_command() const { return with(&OptionSpec::every_command, true); }

private:
    template <class Value>
    Argument with(Value OptionSpec::*detail, Value value) const {
        spec_->*detail = std::move(value);
        return *this;
    }

    OptionSpec* spec_;
};

/// The options and arguments of a command, in the order of the help.
class Arguments {
public:
    Arguments() = default;
    Arguments(const Arguments&) = delete;    // its members point to each other
    Arguments& operator=(const Arguments&) = delete;

    /// `names`: `--year`, `-f,--format F` with the placeholder of its value in the help, or for an
    /// argument a word such as `GROUP`. With a list, the option may be repeated.
    template <class Value>
    requires std::is_constructible_v<Target, Value*>
        Argument option(std::string_view names, Value& value, std::string_view help) {
        const bool is_number = std::is_same_v<Value, std::optional<int>>;
        return add(names, &value, is_number ? "INT" : "TEXT", help);
    }
    /// An option that `read_values` parses by its type. If it is not given, `value` (a T or a
    /// `std::optional` of it) is left unchanged.
    template <class T, class Value>
    requires std::is_assignable_v<Value&, T> Argument option(std::string_view names, Value& value,
                                                             ValueType<T> type,
                                                             std::string_view help) {
        const Argument argument = add(names, &texts_.emplace_back(), type.placeholder, help);
        readers_.emplace_back([&text = texts_.back(), &spec = specs_.back(), &value,
                               read = std::move(type.read)](Context& context) {
            if (text && !(spec.value_optional && text->empty())) {
                value = read(*text, context);
            }
        });
        return argument;
    }
    /// An option that may be repeated.
    template <class T>
    Argument option(std::string_view names, std::vector<T>& values, ValueType<T> type,
                    std::string_view help) {
        const Argument argument = add(names, &lists_.emplace_back(), type.placeholder, help);
        readers_.emplace_back(
            [&texts = lists_.back(), &values, read = std::move(type.read)](Context& context) {
                for (const std::string& text : texts) {
                    values.push_back(read(text, context));
                }
            });
        return argument;
    }
    /// An option without a value.
    Argument flag(std::string_view names, bool& given, std::string_view help) {
        return add(names, &given, "", help);
    }
    /// `-h,--help`.
    Argument help_flag(std::string_view help) { return add("-h,--help", Target{}, "", help); }

    /// Parses the values that have a type, in the order of declaration. Call after the command line
    /// was parsed. Throws a `UsageError` for a bad value.
    void read_values(Context& context) const;

    /// The command may print a table of these `Columns`, which live as long as the program. A
    /// command with a table has `--columns` and `--wide`.
    template <class Columns>
    void prints(const Columns& columns) {
        tables_.emplace_back([&columns] { return columns.list(); });
    }
    [[nodiscard]] const std::vector<std::function<ColumnList()>>& tables() const { return tables_; }

    [[nodiscard]] const std::deque<OptionSpec>& specs() const { return specs_; }
    /// The option or argument with that name or short name; null if there is none.
    [[nodiscard]] const OptionSpec* find(std::string_view name) const;

private:
    Argument add(std::string_view names, Target target, std::string_view placeholder,
                 std::string_view help);

    std::deque<OptionSpec> specs_;                    // an `Argument` points to its element
    std::deque<std::optional<std::string>> texts_;    // values that have a type
    std::deque<std::vector<std::string>> lists_;
    std::vector<std::function<void(Context&)>> readers_;
    std::vector<std::function<ColumnList()>> tables_;
};

}    // namespace lmsection::cli
