#pragma once

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}    // namespace CLI

namespace lmsection::cli {

/// An option that a command takes, or a word at a place of its own. What is said of it returns it,
/// so that more can be said.
class Argument {
public:
    explicit Argument(CLI::Option* declared) : option_(declared) {}

    /// What stands for its value in the help.
    Argument type_name(const std::string& name) const;
    /// The command does not go without it.
    Argument required() const;
    /// It does not go with the other one.
    Argument excludes(Argument other) const;
    /// The same of one that was declared before, by its name.
    Argument excludes(const std::string& name) const;
    /// It does not go without the other one.
    Argument needs(Argument other) const;
    /// One that may be repeated takes one value each time, and not the words that follow as well.
    Argument once_each() const;
    /// Its values may stand in one word, with this letter between them.
    Argument separated_by(char letter) const;
    /// It takes one value or none.
    Argument may_stand_alone() const;
    /// It refuses an empty value, as a script's unset variable leaves it.
    Argument not_empty() const;
    /// It takes whole numbers from 1 to `most` alone.
    Argument whole_number(int most) const;
    /// Whether it was typed; once the command line is parsed.
    [[nodiscard]] bool was_given() const;

private:
    CLI::Option* option_;
};

/// What a command takes, as it tells the parser of command lines. The parser's headers stay out of
/// the commands: each file that includes them makes its validators anew at every start.
class Arguments {
public:
    explicit Arguments(CLI::App& declared) : app_(declared) {}

    /// An option (`--year`), or where `names` has no hyphen a word (`GROUP`), and where its value
    /// goes, which outlives the parsing; `says`: a line of the help.
    Argument option(const std::string& names, std::string& value, const std::string& says) const;
    Argument option(const std::string& names, std::optional<std::string>& value,
                    const std::string& says) const;
    Argument option(const std::string& names, std::optional<int>& value,
                    const std::string& says) const;
    /// One that may be repeated.
    Argument option(const std::string& names, std::vector<std::string>& values,
                    const std::string& says) const;
    /// An option without a value.
    Argument flag(const std::string& names, bool& given, const std::string& says) const;

private:
    CLI::App& app_;
};

}    // namespace lmsection::cli
