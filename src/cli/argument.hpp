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

/// Values that are read from their text as a T. See value_type.hpp.
template <class T>
struct ValueType {
    std::string_view placeholder;    ///< in the help; completion finds the values by it
    /// A `UsageError` where the text is no T.
    std::function<T(const std::string& text, Context& context)> read;
};

/// Where the parser puts a value; it must outlive the parsing. The type says how many values there
/// may be: none (`bool`), one, or any number (`std::vector`).
using Target = std::variant<bool*, std::string*, std::optional<std::string>*, std::optional<int>*,
                            std::vector<std::string>*>;

/// An option (`--year`) or an argument (`GROUP`) of a command. The parser, the help, completion and
/// the manual all work from this.
struct OptionSpec {
    std::string name;              ///< "--format"; that of an argument has no hyphen: "GROUP"
    std::string short_name;        ///< "-f"; empty: none
    std::string help;              ///< may have marks such as `{roles}`, see handbook_word.hpp
    std::string placeholder;       ///< of the value in the help, "DATE"; empty for a flag
    Target target;                 ///< null for `--help`, which has no value
    bool every_command = false;    ///< an option that every command has
    bool required = false;
    bool last_wins = false;         ///< may be repeated; the last value counts
    bool one_at_a_time = false;     ///< see `Argument::once_each`
    bool value_optional = false;    ///< may be given without a value
    bool* typed = nullptr;          ///< whether an option with an optional value was given
    bool refuses_empty = false;     ///< see `Argument::not_empty`
    char separator = '\0';          ///< between values in one word; '\0': none
    std::optional<int> most;        ///< accepts only whole numbers from 1 to this
    std::vector<const OptionSpec*> excludes;    ///< options it cannot be combined with
    std::vector<const OptionSpec*> needs;       ///< options it cannot be used without

    [[nodiscard]] bool is_argument() const { return name.front() != '-'; }
    [[nodiscard]] bool is_flag() const { return std::holds_alternative<bool*>(target); }
    /// Whether it takes any number of values, and may be repeated.
    [[nodiscard]] bool takes_many() const {
        return std::holds_alternative<std::vector<std::string>*>(target) && !value_optional;
    }
};

/// A declared option or argument, to add details to. Every function returns it again.
class Argument {
public:
    explicit Argument(OptionSpec& declared) : spec_(&declared) {}

    /// The placeholder of its value in the help.
    Argument type_name(std::string_view name) const;
    /// The command does not run without it.
    Argument required() const;
    /// It cannot be combined with the other one.
    Argument excludes(Argument other) const;
    /// It cannot be used without the other one.
    Argument needs(Argument other) const;
    /// Repeatable, with one value each time: the words that follow are not values as well.
    Argument once_each() const;
    /// One word may hold several values, separated by this character.
    Argument separated_by(char character) const;
    /// It takes one value or none; `typed` becomes true where it is given.
    Argument may_stand_alone(bool& typed) const;
    /// It refuses an empty value, as a script's unset variable would give.
    Argument not_empty() const;
    /// It accepts only whole numbers from 1 to `most`.
    Argument whole_number(int most) const;
    /// It may be repeated; the last value counts.
    Argument last_wins() const;
    /// The help lists it with the options that every command has.
    Argument every_command() const;

private:
    OptionSpec* spec_;
};

/// All that a command takes, in the order in which the help lists it.
class Arguments {
public:
    Arguments() = default;
    Arguments(const Arguments&) = delete;    // its parts point to each other
    Arguments& operator=(const Arguments&) = delete;

    /// `names`: `--year`, `-f,--format`, or for an argument a word such as `GROUP`; `help`: a line
    /// of the help.
    Argument option(std::string_view names, std::string& value, std::string_view help);
    Argument option(std::string_view names, std::optional<std::string>& value,
                    std::string_view help);
    Argument option(std::string_view names, std::optional<int>& value, std::string_view help);
    /// One that may be repeated.
    Argument option(std::string_view names, std::vector<std::string>& values,
                    std::string_view help);
    /// One whose text is read by its type, in `read_values`. Where it is not given, `value` (a T or
    /// a `std::optional` of it) stays as it is.
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
    /// One that may be repeated.
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
    Argument flag(std::string_view names, bool& given, std::string_view help);
    /// `-h,--help`.
    Argument help_flag(std::string_view help);

    /// Reads the text of each given value that has a type, in the order of declaration; once the
    /// command line is parsed. A `UsageError` where a text is no such value.
    void read_values(Context& context) const;

    [[nodiscard]] const std::deque<OptionSpec>& specs() const { return specs_; }
    /// The option or argument with that name or short name; null where there is none.
    [[nodiscard]] const OptionSpec* find(std::string_view name) const;

private:
    Argument add(std::string_view names, Target target, std::string_view placeholder,
                 std::string_view help);

    std::deque<OptionSpec> specs_;                    // an `Argument` points to its element
    std::deque<std::optional<std::string>> texts_;    // of the values that have a type
    std::deque<std::vector<std::string>> lists_;
    std::vector<std::function<void(Context&)>> readers_;
};

}    // namespace lmsection::cli
