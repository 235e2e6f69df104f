#include "lmsection/domain/form_choice.hpp"

#include "lmsection/base/text.hpp"
#include "lmsection/domain/form_value.hpp"
#include "lmsection/domain/group_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace lmsection {

namespace {

/// The parts of `text` between separators, which are in `text`; those within parentheses do not
/// separate.
std::vector<std::string_view> parts_between(std::string_view text,
                                            std::span<const std::string_view> separators) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    int depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        depth += text[at] == '(' ? 1 : text[at] == ')' && depth > 0 ? -1 : 0;
        const auto separator = std::ranges::find_if(separators, [&](std::string_view one) {
            return text.substr(at).starts_with(one);
        });
        if (depth > 0 || separator == separators.end()) {
            ++at;
            continue;
        }
        parts.push_back(text.substr(begin, at - begin));
        at += separator->size();
        begin = at;
    }
    parts.push_back(text.substr(begin));
    return parts;
}

/// The text from one part to another, with the separators between them.
std::string_view joined(std::string_view first, std::string_view last) {
    return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

/// A text without the number, letter or bullet of a list before it, and without a rank or "and"
/// around it: "Middle Managers" for "1. Middle Managers" and "and Middle Managers (first choice)".
std::string without_list_mark(std::string_view text) {
    std::string result = tidied_text(text);
    for (const std::string_view mark :
         {"-", "*", "\u2022", "\u25cf", "\u00b7", "\u2013", "\u2014", "#", "\u2713", "\""}) {
        if (result.starts_with(mark)) {
            result = tidied_text(result.substr(mark.size()));
        }
    }
    const auto mark = result.find_first_of(".):");
    if (mark != std::string::npos && mark + 1 < result.size() && mark > 0) {
        const std::string before = result.substr(0, mark);
        const bool is_letter = before.size() == 1 && lower_case(before) != upper_case(before);
        if (is_letter || rank_in(before)) {
            result = tidied_text(result.substr(mark + 1));
        }
    }
    for (const std::string_view word : {"and ", "or ", "& ", "also ", "then ", "plus "}) {
        if (folded(result).starts_with(word)) {
            result = tidied_text(result.substr(word.size()));
        }
    }
    const auto open = result.rfind('(');
    if (open != std::string::npos && open > 0 && result.ends_with(')') &&
        rank_in(std::string_view{result}.substr(open))) {
        result = tidied_text(result.substr(0, open));
    }
    result.resize(result.find_last_not_of(".\"") + 1);
    return result;
}

void add_group(std::vector<std::size_t>& groups, std::size_t group) {
    if (std::ranges::count(groups, group) == 0) {
        groups.push_back(group);
    }
}

/// Whether a part describes its group beyond the name, so that what follows may go on with that.
bool has_description(std::string_view part) {
    constexpr std::array<std::string_view, 5> marks{" - ", "\u2013", "\u2014", ": ", "("};
    return std::ranges::any_of(marks, [&](std::string_view mark) {
        return part.find(mark) != std::string_view::npos;
    });
}

}    // namespace

FormChoiceReader::FormChoiceReader(std::span<const Group> groups, std::string_view section_name)
    : groups_(groups), section_name_(section_name) {
    for (const Group& group : groups) {
        nameables_.push_back(nameable(group));
    }
}

/// The group whose name, slug or initials a text is.
std::optional<std::size_t> FormChoiceReader::exactly(std::string_view text) const {
    const std::string key = name_key(text);
    for (std::size_t i = 0; i < nameables_.size() && !key.empty(); ++i) {
        for (const auto* names : {&nameables_[i].answers, &nameables_[i].only_whole}) {
            if (std::ranges::count(*names, key) > 0) {
                return i;
            }
        }
    }
    return std::nullopt;
}

Outcome<std::size_t> FormChoiceReader::find(std::string_view text) const {
    const std::string name = without_list_mark(text);
    if (const auto group = exactly(name)) {
        return *group;
    }
    const auto resolved = resolve_name("group", name, nameables_);
    constexpr std::size_t shortest = 4;    // letters, which occur in many names
    const std::string key = name_key(name);
    if (resolved.ok() && key.size() >= shortest &&
        begins_a_word(name_key(groups_[resolved.value()].name), key)) {
        return resolved.value();
    }
    const auto usual = groups_by_usual_name(name, groups_, section_name_);
    if (usual.size() == 1 && key.size() >= 2) {
        return usual.front();
    }
    if (const auto group = find_in_heading(name)) {
        return *group;
    }
    const auto open = name.find_first_of("([");
    if (open != std::string::npos && open > 0) {
        if (const auto bare = find(name.substr(0, open)); bare.ok()) {
            return bare;
        }
    }
    return resolved.ok()
               ? Outcome<std::size_t>{Fault{fmt::format("no group is called {}", in_quotes(name)),
                                            "see 'lmsection group list'"}}
               : resolved;
}

std::optional<std::size_t> FormChoiceReader::find_in_heading(std::string_view text) const {
    const auto named = groups_in_heading(text, groups_, section_name_);
    return named.size() == 1 ? std::optional{named.front()} : std::nullopt;
}

/// Reads several groups with words or signs between them, if all the parts are groups: "HRD and
/// MBP", "New Leaders and Managers & Middle Managers".
bool FormChoiceReader::read_joined(const std::string& part, FormChoices& choices) const {
    static constexpr std::array<std::string_view, 11> joints{
        " and ", " & ", "/", " + ", " or ", " then ", " plus ", " And ", " AND ", "&", "+"};
    const auto pieces = parts_between(part, joints);
    std::vector<std::size_t> found;
    for (std::size_t at = 0; at < pieces.size();) {
        std::size_t used = 0;
        for (std::size_t last = pieces.size(); last > at && used == 0; --last) {
            const std::string_view text = joined(pieces[at], pieces[last - 1]);
            const auto group = exactly(without_list_mark(text));
            const auto one = group           ? Outcome<std::size_t>{*group}
                             : last > at + 1 ? Outcome<std::size_t>{Fault{}}
                                             : find(text);
            if (one.ok()) {
                add_group(found, one.value());
                used = last - at;
            } else if (says_any_group(text)) {
                choices.any = true;
                used = last - at;
            }
        }
        if (used == 0) {
            return false;
        }
        at += used;
    }
    for (const std::size_t group : found) {
        add_group(choices.groups, group);
    }
    return pieces.size() > 1 && !found.empty();
}

/// Finds whole names of groups within other words, longer names first.
bool FormChoiceReader::read_sentence(const std::string& part, FormChoices& choices) const {
    std::string text = name_key(part);
    struct Name {
        std::size_t group;
        std::string text;
    };
    std::vector<Name> names;
    for (std::size_t i = 0; i < nameables_.size(); ++i) {
        for (const std::string& name : nameables_[i].answers) {
            if (name.find(' ') != std::string::npos) {
                names.push_back({i, name});
            }
        }
        for (const std::string& name : nameables_[i].only_whole) {
            if (name.size() > 2) {
                names.push_back({i, name});
            }
        }
    }
    std::ranges::stable_sort(names, std::greater{},
                             [](const Name& one) { return one.text.size(); });
    std::vector<std::pair<std::size_t, std::size_t>> found;    // where, and the group
    const auto is_letter = [&](std::size_t at) {
        return at < text.size() && is_alphanumeric(static_cast<unsigned char>(text[at]));
    };
    for (const auto& [group, name] : names) {
        for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
            if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + name.size())) {
                found.emplace_back(at, group);
                text.replace(at, name.size(), name.size(), ' ');
            }
        }
    }
    std::ranges::sort(found);
    for (const auto& [at, group] : found) {
        add_group(choices.groups, group);
    }
    return !found.empty();
}

/// Reads a part without separators.
void FormChoiceReader::read_part(const std::string& part, FormChoices& choices) const {
    const std::string text = without_list_mark(part);
    if (text.empty()) {
        return;
    }
    const auto group = find(part);
    if (group.ok()) {
        add_group(choices.groups, group.value());
    } else if (says_any_group(text)) {
        choices.any = true;
    } else if (read_joined(text, choices)) {
        return;
    } else if (read_sentence(text, choices)) {
        choices.has_words = true;
    } else {
        choices.unknown.push_back(group.fault());
    }
}

/// Reads a part that commas may separate further; the longest name of a group comes first.
void FormChoiceReader::read_segment(const std::string& segment, FormChoices& choices) const {
    static constexpr std::array<std::string_view, 2> commas{",", "\u3001"};
    const auto parts = parts_between(segment, commas);
    bool described = false;
    for (std::size_t at = 0; at < parts.size();) {
        std::size_t used = 0;
        for (std::size_t last = parts.size(); last > at + 1 && used == 0; --last) {
            if (const auto group = exactly(without_list_mark(joined(parts[at], parts[last - 1])))) {
                add_group(choices.groups, *group);
                used = last - at;
                described = false;
            }
        }
        if (used == 0) {
            const std::string part{parts[at]};
            const std::string text = tidied_text(part);
            const bool goes_on = described && !text.empty() &&
                                 lower_case(first_character(text)) == first_character(text) &&
                                 !find(text).ok();
            if (!goes_on) {
                const std::size_t before = choices.groups.size();
                read_part(part, choices);
                described = choices.groups.size() > before && has_description(text);
            }
            used = 1;
        }
        at += used;
    }
}

FormChoices FormChoiceReader::read(std::string_view answer) const {
    static constexpr std::array<std::string_view, 7> separators{";",      "\n", "\r",    "|",
                                                                "\u2022", "\t", "\uff1b"};
    FormChoices choices;
    if (!is_utf8(answer) || tidied_text(answer).empty()) {
        return choices;
    }
    if (const auto group = exactly(without_list_mark(answer))) {
        choices.groups.push_back(*group);
        return choices;
    }
    if (says_any_group(answer) && !find(answer).ok()) {
        FormChoices within;
        if (!read_sentence(std::string{answer}, within)) {
            choices.any = true;
            return choices;
        }
    }
    for (const std::string_view part : parts_between(answer, separators)) {
        if (const std::string segment = tidied_text(part); !segment.empty()) {
            read_segment(segment, choices);
        }
    }
    return choices;
}

}    // namespace lmsection
