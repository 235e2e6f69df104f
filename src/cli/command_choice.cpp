#include "command_choice.hpp"

#include "global_option.hpp"
#include "help.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace lmsection::cli {

namespace {

/// Words that people type for commands with another name. The first entry whose command exists is
/// used; a leading space marks a word after another one.
struct Synonym {
    std::string_view typed;
    std::string_view command;
};
constexpr std::array synonyms{
    Synonym{"people", "person list"},
    Synonym{"persons", "person list"},
    Synonym{"contacts", "person list"},
    Synonym{"search", "person list"},
    Synonym{"find", "person list"},
    Synonym{"email", "roster --format emails"},
    Synonym{"emails", "roster --format emails"},
    Synonym{"mail", "roster --format emails"},
    Synonym{"addresses", "roster --format emails"},
    Synonym{"version", "--version"},
    Synonym{"all", "help --all"},
    Synonym{"start", "init"},
    Synonym{"new", "init"},
    Synonym{"create", "init"},
    Synonym{"overview", "digest"},
    Synonym{"reports", "report-due"},
    Synonym{"groups", "group list"},
    Synonym{"volunteers", "volunteer list"},
    Synonym{"meetings", "meeting list"},
    Synonym{"events", "event list"},
    Synonym{"duties", "duty list"},
    Synonym{"programs", "program list"},
    Synonym{"end", "appoint end"},
    Synonym{"renew", "appoint renew"},
    Synonym{"chart", "group chart"},
    Synonym{"rules", "check"},
    Synonym{"copy", "backup"},
    Synonym{"revert", "undo"},
    Synonym{"members", "roster"},
    Synonym{"who", "roster"},
    Synonym{"list", "roster"},
    Synonym{"show", "roster"},
    Synonym{"committees", "group list"},
    Synonym{"teams", "group list"},
    Synonym{"todo", "checklist"},
    Synonym{"tasks", "checklist"},
    Synonym{"next", "checklist"},
    Synonym{"due", "report-due"},
    Synonym{"status", "check"},
    Synonym{"history", "log"},
    Synonym{"add", "appoint"},
    Synonym{"assign", "appoint"},
    Synonym{"conference", "event list"},
    Synonym{"conferences", "event list"},
    Synonym{"terms", "roster"},
    Synonym{" new", "add"},
    Synonym{" create", "add"},
    Synonym{" delete", "remove"},
    Synonym{" delete", "forget"},
    Synonym{" delete", "retire"},
    Synonym{" remove", "forget"},
    Synonym{" remove", "retire"},
    Synonym{" cancel", "remove"},
    Synonym{" close", "retire"},
    Synonym{" rename", "edit"},
    Synonym{" change", "edit"},
    Synonym{" update", "edit"},
    Synonym{" set", "edit"},
    Synonym{" undone", "reopen"},
    Synonym{" undo", "reopen"},
    Synonym{" undo", "retract"},
    Synonym{" view", "show"},
    Synonym{" ls", "list"},
    Synonym{" find", "list"},
    Synonym{" search", "list"},
};

/// Whether there is a command with that line; options may follow it.
bool is_command_line(const std::string& line) {
    const std::string path = line.substr(0, line.find(" -"));
    return line.starts_with("--") || path == "help" || command_at(path) != nullptr;
}

/// The command with `prefix` that the word is a synonym for, without the prefix.
std::optional<std::string_view> synonym_for(const std::string& word, std::string_view prefix) {
    const std::string typed = (prefix.empty() ? "" : " ") + word;
    for (const Synonym& synonym : synonyms) {
        if (synonym.typed == typed &&
            is_command_line(std::string{prefix} + std::string{synonym.command})) {
            return synonym.command;
        }
    }
    return std::nullopt;
}

UsageError no_such_word(std::string_view what, const std::string& word, std::string_view prefix,
                        const std::optional<std::string>& otherwise = std::nullopt) {
    if (const auto meant = synonym_for(word, prefix)) {
        return UsageError{fmt::format("there is no {} {}", what, in_quotes(word)),
                          fmt::format("did you mean {}?", *meant)};
    }
    Nearest nearest{word};
    for (const Command& command : all_commands()) {
        if (command.path.starts_with(prefix)) {
            const std::string_view name = command.path.substr(prefix.size());
            const std::string_view first = name.substr(0, name.find(' '));
            nearest.offer(first, first);
        }
    }
    return UsageError{fmt::format("there is no {} {}", what, in_quotes(word)),
                      nearest.question(otherwise.value_or(std::string{see_help}))};
}

/// The index of the first argument that is a word of a command; options may come before it. If
/// there is none, the index of the first argument that is not an option.
std::size_t command_word(const std::vector<std::string>& arguments) {
    std::size_t first_word = arguments.size();
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (takes_value(arguments[i])) {
            ++i;
        } else if (!is_option(arguments[i])) {
            if (command_at(arguments[i]) != nullptr || begins_commands(arguments[i])) {
                return i;
            }
            first_word = std::min(first_word, i);
        }
    }
    return first_word;
}

/// The index of the next word, skipping global options.
std::size_t inner_word(const std::vector<std::string>& arguments, std::size_t from) {
    std::size_t i = from;
    while (i < arguments.size() && is_global_option(arguments[i])) {
        i += takes_value(arguments[i]) ? std::size_t{2} : std::size_t{1};
    }
    return i < arguments.size() && !is_option(arguments[i]) ? i : arguments.size();
}

}    // namespace

bool takes_value(const std::string& option) {
    const GlobalOption* known = find_global_option(option);
    return known != nullptr && !known->placeholder.empty();
}

std::string option_name(const std::string& argument) {
    return argument.substr(0, argument.starts_with("--") ? argument.find('=') : 2);
}

bool is_global_option(const std::string& argument) {
    return find_global_option(option_name(argument)) != nullptr;
}

bool is_option(const std::string& argument) {
    return argument.starts_with('-') && argument != "-";
}

UsageError no_such_command(const std::string& path, const std::string& word,
                           const std::optional<std::string>& otherwise) {
    return no_such_word(path + " command", word, path + " ", otherwise);
}

std::size_t index_of_first_word(const std::vector<std::string>& arguments) {
    std::size_t i = 0;
    while (i < arguments.size() && is_option(arguments[i])) {
        i += takes_value(arguments[i]) ? std::size_t{2} : std::size_t{1};
    }
    return std::min(i, arguments.size());
}

bool begins_commands(const std::string& word) {
    return std::any_of(all_commands().begin(), all_commands().end(), [&](const Command& command) {
        return command.path.starts_with(word + " ");
    });
}

Chosen words_chosen(std::vector<std::string> arguments) {
    const std::size_t first = command_word(arguments);
    if (first == arguments.size()) {
        return {nullptr, {}, std::move(arguments), first};
    }
    std::string path = arguments[first];
    if (command_at(path) == nullptr && !begins_commands(path)) {
        throw no_such_word("command", path, "");
    }
    arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(first));
    std::size_t next = inner_word(arguments, first);
    while (next < arguments.size() && begins_commands(path)) {
        const std::string deeper = path + " " + arguments[next];
        if (command_at(deeper) == nullptr && !begins_commands(deeper)) {
            break;
        }
        path = deeper;
        arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(next));
        next = inner_word(arguments, next);
    }
    return {command_at(path), path, std::move(arguments), next};
}

Chosen choose(std::vector<std::string> arguments) {
    Chosen chosen = words_chosen(std::move(arguments));
    if (chosen.command != nullptr || chosen.path.empty()) {
        return chosen;
    }
    const std::string& path = chosen.path;
    if (chosen.next < chosen.rest.size()) {
        throw no_such_command(path, chosen.rest[chosen.next]);
    }
    chosen.command = command_at(path + " list");    // `lmsection person`
    if (chosen.command == nullptr) {
        throw UsageError{fmt::format("'{}' needs a subcommand", path), std::string{see_help}};
    }
    return chosen;
}

}    // namespace lmsection::cli
