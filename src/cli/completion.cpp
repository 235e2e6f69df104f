#include "completion.hpp"

#include "completion_value.hpp"

#include "command_choice.hpp"
#include "help.hpp"
#include "help_topic.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace lmsection::cli {

namespace {

/// Where the cursor is among the arguments of a command.
struct Place {
    const OptionSpec* wants_value =
        nullptr;    ///< the option before the cursor, if it takes a value
    bool value_may_be_missing = false;
    std::size_t arguments = 0;    ///< given so far
    bool options_are_over = false;
    std::set<const OptionSpec*> given;
    std::string database;    ///< as typed; may be empty
};

const OptionSpec* option_called(const Arguments& arguments, const std::string& word) {
    return arguments.find(option_name(word));
}

/// Whether a value is attached to the option's name: "--format=csv", "-fcsv".
bool is_joined(const std::string& word) {
    return option_name(word) != word;
}

void give_value(const Arguments& arguments, const std::string& value, Place& place) {
    if (place.wants_value == arguments.find("--db")) {
        place.database = value;
    }
    place.wants_value = nullptr;
}

void take_option(const Arguments& arguments, const std::string& word, Place& place) {
    const OptionSpec* option = option_called(arguments, word);
    place.wants_value = nullptr;
    if (option == nullptr) {
        return;
    }
    place.given.insert(option);
    if (option->is_flag()) {
        return;
    }
    place.wants_value = option;
    place.value_may_be_missing = option->value_optional;
    if (is_joined(word)) {
        const std::size_t name = option_name(word).size();
        give_value(arguments, word.substr(name + (word.starts_with("--") ? 1 : 0)), place);
    }
}

Place place_after(const Arguments& arguments, const std::vector<std::string>& words) {
    Place place;
    for (const std::string& word : words) {
        const bool looks_like_option = is_option(word) && !place.options_are_over;
        if (place.wants_value != nullptr && !(place.value_may_be_missing && looks_like_option)) {
            give_value(arguments, word, place);
        } else if (word == "--" && !place.options_are_over) {
            place.options_are_over = true;
        } else if (looks_like_option) {
            take_option(arguments, word, place);
        } else {
            ++place.arguments;
        }
    }
    return place;
}

/// The argument at an index; the last one if it may be repeated.
const OptionSpec* argument_at(const Arguments& arguments, std::size_t index) {
    const OptionSpec* last = nullptr;
    for (const OptionSpec& spec : arguments.specs()) {
        if (!spec.is_argument()) {
            continue;
        }
        if (index == 0) {
            return &spec;
        }
        --index;
        last = &spec;
    }
    return last != nullptr && last->takes_many() ? last : nullptr;
}

std::vector<Proposal> option_names(const Arguments& arguments, const Place& place) {
    std::vector<Proposal> names;
    for (const OptionSpec& spec : arguments.specs()) {
        const bool used_up = place.given.contains(&spec) && !spec.takes_many();
        if (!spec.is_argument() && !used_up) {
            names.push_back({spec.name, spec.help, ""});
        }
    }
    return names;
}

/// The words that may follow a path of command words.
std::vector<Proposal> inner_words(const std::string& path) {
    const std::string before = path.empty() ? "" : path + " ";
    std::vector<Proposal> words;
    for (const Command& command : all_commands()) {
        if (!command.path.starts_with(before)) {
            continue;
        }
        const std::string_view after = command.path.substr(before.size());
        const std::string word{after.substr(0, after.find(' '))};
        if (words.empty() || words.back().word != word) {
            words.push_back({word, word == after ? std::string{command.summary} : "", ""});
        } else if (words.back().about.empty() || command_at(before + word) == nullptr) {
            const std::string rest{after.substr(word.size() + 1)};
            words.back().about += (words.back().about.empty() ? "" : ", ") + rest;
        }
    }
    return words;
}

/// One completion: the words before the cursor, read against what a command declares.
class Completion {
public:
    Completion(const Context& context, const std::vector<std::string>& words, std::string current,
               Matching matching)
        : context_(context), matching_(matching), chosen_(words_chosen(words)),
          current_(std::move(current)),
          command_(chosen_.command == nullptr ? no_command : *chosen_.command) {
        declare(arguments_, command_, globals_);
        place_ = place_after(arguments_, chosen_.rest);
    }

    Proposals found() const {
        if (place_.wants_value != nullptr && !place_.value_may_be_missing) {
            return values_of(*place_.wants_value, "");
        }
        if (current_.starts_with("-") && !place_.options_are_over) {
            return options();
        }
        Proposals all = arguments();
        if (place_.wants_value != nullptr) {
            append(values_of(*place_.wants_value, ""), all);
        }
        return all;
    }

private:
    static void append(const Proposals& more, Proposals& to) {
        to.files = to.files || more.files;
        to.words.insert(to.words.end(), more.words.begin(), more.words.end());
    }

    Proposals options() const {
        if (current_.starts_with("--") && is_joined(current_)) {
            const OptionSpec* option = option_called(arguments_, current_);
            return option == nullptr ? Proposals{}
                                     : values_of(*option, option_name(current_) + "=");
        }
        std::vector<Proposal> names = option_names(arguments_, place_);
        if (chosen_.path.empty()) {
            names.push_back({"--version", "Show the version", ""});
        }
        return {false, fitting(names, current_)};
    }

    Proposals arguments() const {
        Proposals all;
        if (place_.arguments == 0) {
            std::vector<Proposal> words = inner_words(chosen_.path);
            if (chosen_.path.empty()) {
                words.push_back({"help", "Show help for a command", ""});
            }
            all.words = fitting(words, current_);
        }
        const OptionSpec* argument = argument_at(arguments_, place_.arguments);
        if (argument != nullptr) {
            append(values_of(*argument, ""), all);
        }
        return all;
    }

    /// `before`: the part of the current word before the value.
    Proposals values_of(const OptionSpec& spec, std::string before) const {
        if (spec.separator != '\0') {    // the last of several
            const auto last = current_.rfind(spec.separator);
            before = last == std::string::npos ? before : current_.substr(0, last + 1);
        }
        std::string name = spec.is_argument() ? spec.name : spec.placeholder;
        std::erase_if(name, [](char c) { return c == '[' || c == ']'; });
        Proposals values = values_named(name, {command_, around(), current_.substr(before.size()),
                                               matching_});
        for (Proposal& value : values.words) {
            value.word.insert(0, before);
        }
        return values;
    }

    /// As for the command that is being typed.
    app::Circumstances around() const {
        app::Circumstances around = context_.circumstances(store::Access::reading);
        around.dry_run = true;    // completion writes nothing, and does not upgrade an older file
        if (!place_.database.empty()) {
            const bool below_home = place_.database.starts_with("~/");
            around.database = below_home ? context_.home() / place_.database.substr(2)
                                         : std::filesystem::path{place_.database};
            around.database_was_named = true;
        }
        return around;
    }

    const Context& context_;
    Matching matching_;
    Chosen chosen_;
    std::string current_;
    const Command& command_;
    Globals globals_;
    Arguments arguments_;
    Place place_;
};

/// The common prefix of the words, ignoring case.
std::string common_prefix(const std::vector<Proposal>& proposals) {
    std::string common = folded(proposals.front().word);
    for (const Proposal& proposal : proposals) {
        const std::string word = folded(proposal.word);
        const auto differs = std::mismatch(common.begin(), common.end(), word.begin(), word.end());
        common.erase(differs.first, common.end());
    }
    return common;
}

/// A shell replaces the typed text by the common prefix of the proposals. If that is shorter than
/// the typed text, only the words that begin with the typed text are kept.
Proposals without_loss(Proposals all, std::string_view typed) {
    const std::string key = folded(typed);
    if (all.words.size() > 1 && common_prefix(all.words).size() < key.size()) {
        std::erase_if(all.words, [&](const Proposal& proposal) {
            return !folded(proposal.word).starts_with(key);
        });
    }
    return all;
}

/// What follows `help` besides a command.
void add_help_words(const std::string& current, Proposals& found) {
    std::vector<Proposal> words;
    for (const HelpTopic& topic : help_topics) {
        words.push_back({std::string{topic.name}, std::string{topic.summary}, ""});
    }
    if (current.starts_with('-')) {
        words.push_back({"--all", "Every command and option", ""});
    }
    for (const Proposal& word : words) {
        if (word.word.starts_with(current)) {
            found.words.push_back(word);
        }
    }
}

}    // namespace

std::vector<Proposal> fitting(const std::vector<Proposal>& offered, std::string_view typed) {
    const std::string key = folded(typed);
    std::vector<Proposal> beginning;
    std::vector<Proposal> containing;
    for (const Proposal& proposal : offered) {
        const std::string word = folded(proposal.word);
        const std::string also = folded(proposal.also);
        if (word.starts_with(key) || also.starts_with(key)) {
            beginning.push_back(proposal);
        } else if (word.find(key) != std::string::npos || also.find(key) != std::string::npos) {
            containing.push_back(proposal);
        }
    }
    return beginning.empty() && containing.size() == 1 ? containing : beginning;
}

Proposals proposals(const Context& context, const std::vector<std::string>& words,
                    const std::string& current, Matching matching) {
    if (!is_utf8(current)) {
        return {};
    }
    try {
        const bool asks_help = !words.empty() && words.front() == "help";
        const std::vector<std::string> line(words.begin() + (asks_help ? 1 : 0), words.end());
        Proposals found = Completion{context, line, current, matching}.found();
        if (asks_help && line.empty()) {
            add_help_words(current, found);
        }
        return matching == Matching::by_shell ? found : without_loss(std::move(found), current);
    } catch (const Error&) {
        return {};    // the error is reported when the command runs
    }
}

}    // namespace lmsection::cli
