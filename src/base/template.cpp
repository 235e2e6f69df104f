// Mustache, by kainjow's library. The library renders unknown fields as nothing and takes a section
// that closes another as unclosed, so tags are checked here first; only what passes is rendered.
#include "lmsection/base/template.hpp"

#include "lmsection/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <kainjow/mustache.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>

namespace lmsection {

namespace {

namespace mustache = kainjow::mustache;

constexpr std::size_t deepest = 8;    // sections in sections
constexpr std::size_t longest_result = 200'000;
/// Stands at the end of a line that has only a tag, so that no empty line remains of it. The
/// library removes such a line only if the section is shown.
constexpr char tag_line_mark = '\x01';

/// Reads fields up to the closing parenthesis or the end, and removes them from `text`.
TemplateFields fields_in(std::string_view& text) {
    TemplateFields fields;
    while (!text.empty() && text.front() != ')') {
        const std::string name{text.substr(0, text.find_first_of("() "))};
        text.remove_prefix(name.size());
        if (!text.empty() && text.front() == '(') {
            text.remove_prefix(1);
            fields.lists.emplace(name, fields_in(text));
            text.remove_prefix(std::min<std::size_t>(text.size(), 1));
        } else if (!name.empty()) {
            fields.texts.insert(name);
        } else {
            text.remove_prefix(1);
        }
    }
    return fields;
}

/// Checks the tags of a template one by one.
class TagChecker {
public:
    TagChecker(std::string_view text, const TemplateFields& fields)
        : text_(text), levels_{&fields} {}

    std::optional<Fault> fault() {
        for (auto at = text_.find("{{"); at != std::string_view::npos; at = text_.find("{{", at)) {
            line_ = 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at),
                                   '\n');
            const bool triple = text_.substr(at).starts_with("{{{");
            const std::string_view close = triple ? "}}}" : "}}";
            const std::size_t start = at + close.size();
            const std::size_t end = text_.find(close, start);
            if (end == std::string_view::npos) {
                return problem("'{{' is not closed", "write {{name}}");
            }
            if (auto found = tag(text_.substr(start, end - start), triple)) {
                return found;
            }
            at = end + close.size();
        }
        return open_.empty()
                   ? std::nullopt
                   : std::optional{
                         Fault{fmt::format("line {}: {{{{#{}}}}} is not closed", open_.back().line,
                                           open_.back().name),
                               fmt::format("write {{{{/{}}}}} after it", open_.back().name)}};
    }

private:
    struct Section {
        std::string name;
        std::ptrdiff_t line;
        bool is_list;
    };

    [[nodiscard]] Fault problem(const std::string& what, const std::string& remedy) const {
        return {fmt::format("line {}: {}", line_, what), remedy};
    }

    std::optional<Fault> tag(std::string_view content, bool triple) {
        constexpr std::string_view marks = "#^/>&!=";
        content.remove_prefix(std::min(content.find_first_not_of(' '), content.size()));
        const char mark = !triple && !content.empty() && marks.find(content.front()) < marks.size()
                              ? content.front()
                              : '\0';
        const std::string name = tidied_text(harmless(content.substr(mark == '\0' ? 0 : 1)));
        switch (mark) {
        case '!': return std::nullopt;
        case '>': return problem("a template cannot include another", "write its text here");
        case '=': return problem("the marks of fields cannot be changed", "write {{name}}");
        case '/': return closing(name);
        default: return mark == '#' || mark == '^' ? opening(name, mark == '^') : field(name);
        }
    }

    std::optional<Fault> closing(const std::string& name) {
        if (open_.empty() || open_.back().name != name) {
            return problem(fmt::format("{{{{/{}}}}} closes what is not open", name),
                           open_.empty() ? "leave it out"
                                         : fmt::format("close {{{{#{}}}}} of line {} first",
                                                       open_.back().name, open_.back().line));
        }
        if (open_.back().is_list) {
            levels_.pop_back();
        }
        open_.pop_back();
        return std::nullopt;
    }

    std::optional<Fault> opening(const std::string& name, bool inverted) {
        const bool inside_itself = std::ranges::count(open_, name, &Section::name) > 0;
        if (inside_itself || open_.size() == deepest) {
            return problem(fmt::format("{} is inside {}", in_quotes(name),
                                       inside_itself ? "itself" : "too many others"),
                           "close the other first");
        }
        if (is_text(name)) {
            open_.push_back({name, line_, false});
            return std::nullopt;
        }
        const TemplateFields* list = list_with(name);
        if (list == nullptr) {
            return unknown(name);
        }
        open_.push_back({name, line_, !inverted});
        if (!inverted) {
            levels_.push_back(list);
        }
        return std::nullopt;
    }

    std::optional<Fault> field(const std::string& name) {
        if (is_text(name)) {
            return std::nullopt;
        }
        return list_with(name) == nullptr
                   ? unknown(name)
                   : problem(fmt::format("'{}' is a list", name),
                             fmt::format("write {{{{#{0}}}}}...{{{{/{0}}}}}", name));
    }

    [[nodiscard]] bool is_text(const std::string& name) const {
        return std::ranges::any_of(levels_, [&](const TemplateFields* level) {
            return level->texts.contains(name);
        });
    }
    [[nodiscard]] const TemplateFields* list_with(const std::string& name) const {
        for (const TemplateFields* level : levels_) {
            if (const auto found = level->lists.find(name); found != level->lists.end()) {
                return &found->second;
            }
        }
        return nullptr;
    }

    [[nodiscard]] Fault unknown(const std::string& name) const {
        std::vector<std::string> known;
        for (const TemplateFields* level : levels_) {
            known.insert(known.end(), level->texts.begin(), level->texts.end());
            for (const auto& [list, fields] : level->lists) {
                known.push_back(list);
            }
        }
        return problem(fmt::format("there is no field {}", in_quotes(name)),
                       fmt::format("use {}", fmt::join(known, ", ")));
    }

    std::string_view text_;
    std::vector<const TemplateFields*> levels_;    ///< of the open lists, outermost first
    std::vector<Section> open_;
    std::ptrdiff_t line_ = 1;
};

/// Absent fields are false, so that they do not show the value of a field outside the list.
mustache::data data_of(const TemplateFields& fields, const TemplateValues& values) {
    mustache::data data;
    for (const std::string& name : fields.texts) {
        const auto found = values.texts.find(name);
        const bool absent = found == values.texts.end() || found->second.empty();
        data.set(name, absent ? mustache::data{false} : mustache::data{found->second});
    }
    for (const auto& [name, element_fields] : fields.lists) {
        mustache::data list{mustache::data::type::list};
        if (const auto found = values.lists.find(name); found != values.lists.end()) {
            for (const TemplateValues& element : found->second) {
                list.push_back(data_of(element_fields, element));
            }
        }
        data.set(name, list);
    }
    return data;
}

/// Whether a line has only a tag that shows nothing itself.
bool is_tag_line(std::string_view line) {
    line = trimmed(line, " ");
    return line.size() > 4 && line.starts_with("{{") &&
           std::string_view{"#^/!"}.find(line[2]) != std::string_view::npos &&
           line.find("}}") == line.size() - 2;
}

/// Calls `change` with each line, without its end, and returns the lines that are left.
std::string each_line(std::string_view text,
                      const std::function<std::optional<std::string>(std::string)>& change) {
    std::string result;
    while (!text.empty()) {
        const std::size_t size = std::min(text.find('\n'), text.size());
        if (const auto changed = change(std::string{text.substr(0, size)})) {
            result.append(*changed).append(text.substr(size, 1));
        }
        text.remove_prefix(std::min(size + 1, text.size()));
    }
    return result;
}

}    // namespace

TemplateFields TemplateFields::parse(std::string_view text) {
    return fields_in(text);
}

std::optional<Fault> template_fault(std::string_view text, const TemplateFields& fields,
                                    const std::string& name) {
    auto fault = TagChecker{text, fields}.fault();
    if (fault) {
        fault->what = fmt::format("{}, {}", name, fault->what);
    }
    return fault;
}

std::string rendered(std::string_view text, const TemplateFields& fields,
                     const TemplateValues& values, const std::string& name) {
    require_none(template_fault(text, fields, name));
    mustache::mustache engine{each_line(text, [](std::string line) {
        return std::optional{is_tag_line(line) ? line + tag_line_mark : line};
    })};
    if (!engine.is_valid()) {
        throw RefusedError{fmt::format("{} cannot be read: {}", name, engine.error_message()),
                           "write its fields as {{name}}"};
    }
    engine.set_custom_escape([](const std::string& value) { return value; });
    std::string result;
    engine.render(data_of(fields, values), [&](const std::string& part) {
        if (result.size() + part.size() > longest_result) {
            throw RefusedError{fmt::format("{} makes a letter of more than 200 kB", name),
                               "repeat less in it"};
        }
        result += part;
    });
    return each_line(result, [](std::string line) {
        const bool marked = std::erase(line, tag_line_mark) > 0;
        const bool left = !marked || line.find_first_not_of(' ') != std::string::npos;
        return left ? std::optional{std::move(line)} : std::nullopt;
    });
}

}    // namespace lmsection
