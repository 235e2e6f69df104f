#include "command_choice.hpp"

#include "format/width.hpp"
#include "global_option.hpp"
#include "help.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace lmsection::cli {

namespace {

/// Words, between blanks, that people type for a command with another name.
struct Synonyms {
    std::string_view command;
    std::string_view typed;
};
constexpr std::array synonyms{
    Synonyms{"person list", "people persons contacts search find"},
    Synonyms{"roster --format emails", "email emails mail addresses"},
    Synonyms{"--version", "version"},
    Synonyms{"help --all", "all"},
    Synonyms{"init", "start new create"},
    Synonyms{"digest", "overview"},
    Synonyms{"report-due", "reports due"},
    Synonyms{"group list", "groups committees teams"},
    Synonyms{"volunteer list", "volunteers"},
    Synonyms{"meeting list", "meetings"},
    Synonyms{"event list", "events conference conferences"},
    Synonyms{"duty list", "duties"},
    Synonyms{"program list", "programs"},
    Synonyms{"appoint end", "end"},
    Synonyms{"appoint renew", "renew"},
    Synonyms{"group chart", "chart"},
    Synonyms{"check", "rules status"},
    Synonyms{"backup", "copy"},
    Synonyms{"undo", "revert"},
    Synonyms{"roster", "members who list show terms"},
    Synonyms{"checklist", "todo tasks next"},
    Synonyms{"log", "history"},
    Synonyms{"appoint", "add assign"},
};
/// The same for a word after another one.
constexpr std::array inner_synonyms{
    Synonyms{"add", "new create"},
    Synonyms{"remove", "delete cancel"},
    Synonyms{"forget", "delete remove"},
    Synonyms{"retire", "delete remove close"},
    Synonyms{"edit", "rename change update set"},
    Synonyms{"reopen", "undone undo"},
    Synonyms{"retract", "undo"},
    Synonyms{"show", "view"},
    Synonyms{"list", "ls find search"},
};

/// Whether there is a command with that line; options may follow it.
bool is_command_line(const std::string& line) {
    const std::string path = line.substr(0, line.find(" -"));
    return line.starts_with("--") || path == "help" || command_at(path) != nullptr;
}

/// The first existing command with `prefix` that the word is a synonym for, without the prefix.
std::optional<std::string_view> synonym_for(const std::string& word, std::string_view prefix) {
    const auto table = prefix.empty() ? std::span<const Synonyms>{synonyms} : inner_synonyms;
    for (const auto& [command, typed] : table) {
        const auto words = split(typed, ' ');
        if (std::ranges::find(words, word) != words.end() &&
            is_command_line(std::string{prefix} + std::string{command})) {
            return command;
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
    return std::ranges::any_of(all_commands(), [&](const Command& command) {
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
