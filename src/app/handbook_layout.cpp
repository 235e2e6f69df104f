#include "lmsection/app/handbook_layout.hpp"

#include <algorithm>
#include <charconv>
#include <concepts>
#include <tuple>
#include <type_traits>
#include <utility>

namespace lmsection::app {

namespace {

// The members of each structure in the order of their declaration, which is all that either
// direction knows of them. A member left out here is found by the test that compares.
auto fields(const Rule& of) {
    return std::tie(of.id, of.section, of.measure, of.strength, of.kinds, of.should_for, of.venue,
                    of.types, of.at_least, of.at_most, of.day, of.says);
}
auto fields(const Activity& of) {
    return std::tie(of.id, of.title, of.times, of.when, of.as_needed, of.section);
}
auto fields(const KindFacts& of) {
    return std::tie(of.kind, of.title, of.section, of.appointed_by, of.member_years, of.chair_years,
                    of.chair_patterns, of.least_leaders, of.activities);
}
auto fields(const GroupFacts& of) {
    return std::tie(of.slug, of.name, of.kind, of.section, of.described, of.charge, of.activities,
                    of.remark, of.link);
}
auto fields(const ChecklistItem& of) {
    return std::tie(of.id, of.month, of.title, of.audience, of.optional, of.section, of.tells);
}
auto fields(const ReportRule& of) {
    return std::tie(of.month, of.day, of.title, of.kinds, of.section, of.may_submit);
}
auto fields(const Venue& of) {
    return std::tie(of.id, of.title, of.finalize, of.submit, of.types, of.section);
}
auto fields(const Event& of) {
    return std::tie(of.id, of.title, of.when, of.section);
}
auto fields(const About& of) {
    return std::tie(of.kinds, of.groups);
}
auto fields(const Fact& of) {
    return std::tie(of.section, of.topic, of.text, of.about);
}
auto fields(const Link& of) {
    return std::tie(of.title, of.url, of.section, of.about);
}
auto fields(const Note& of) {
    return std::tie(of.id, of.sections, of.readings, of.uses, of.about);
}
// Without its notes, which only `handbook` itself shows and which are long.
auto fields(const Handbook& of) {
    return std::tie(of.section_name, of.division, of.association, of.edition, of.version,
                    of.revised, of.purpose, of.objectives, of.sister_sections, of.kinds, of.rules,
                    of.groups, of.checklist, of.reports, of.venues, of.events, of.facts, of.links);
}

template <class T>
concept Number = std::integral<T> || std::is_enum_v<T>;
template <class T>
concept Structure = requires(const T& of) {
    fields(of);
};

/// Numbers end with a semicolon; texts and lists begin with how long they are.
class Writer {
public:
    template <Number T>
    void write(T value) {
        text_ += std::to_string(static_cast<long long>(value)) + ";";
    }
    void write(const std::string& value) {
        write(value.size());
        text_ += value;
    }
    void write(const Slug& value) { write(value.text()); }
    void write(date::month value) { write(static_cast<unsigned>(value)); }
    template <class T>
    void write(const std::optional<T>& value) {
        write(value.has_value());
        if (value) {
            write(*value);
        }
    }
    template <class T>
    void write(const std::vector<T>& values) {
        write(values.size());
        for (const T& value : values) {
            write(value);
        }
    }
    void write(const ChairPattern& pattern) {
        write(pattern.size());
        for (const auto& [role, count] : pattern) {
            write(role);
            write(count);
        }
    }
    template <Structure T>
    void write(const T& value) {
        std::apply([&](const auto&... members) { (write(members), ...); }, fields(value));
    }

    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

/// What to read next; the overloads tell types apart by it.
template <class T>
struct Next {};

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    template <Number T>
    T read(Next<T> /*what*/) {
        long long number = 0;
        const auto [stop, error] = std::from_chars(text_.data(), text_.data() + text_.size(),
                                                   number);
        if (error != std::errc{} || stop == text_.data() + text_.size() || *stop != ';') {
            fail();
        }
        text_.remove_prefix(static_cast<std::size_t>(stop - text_.data()) + 1);
        return static_cast<T>(number);
    }
    std::string read(Next<std::string> /*what*/) { return std::string{piece()}; }
    Slug read(Next<Slug> /*what*/) {
        const auto slug = Slug::parse(piece());
        if (!slug.ok()) {
            fail();
        }
        return slug.value();
    }
    date::month read(Next<date::month> /*what*/) { return date::month{read(Next<unsigned>{})}; }
    template <class T>
    std::optional<T> read(Next<std::optional<T>> /*what*/) {
        return read(Next<bool>{}) ? std::optional<T>{read(Next<T>{})} : std::nullopt;
    }
    template <class T>
    std::vector<T> read(Next<std::vector<T>> /*what*/) {
        std::vector<T> values;
        const std::size_t size = read(Next<std::size_t>{});
        values.reserve(std::min(size, text_.size()));
        for (std::size_t i = 0; i < size; ++i) {
            values.push_back(read(Next<T>{}));
        }
        return values;
    }
    ChairPattern read(Next<ChairPattern> /*what*/) {
        ChairPattern pattern;
        for (std::size_t left = read(Next<std::size_t>{}); left > 0; --left) {
            const Role role = read(Next<Role>{});
            pattern[role] = read(Next<int>{});
        }
        return pattern;
    }
    template <Structure T>
    T read(Next<T> /*what*/) {
        return members<T>(Next<decltype(fields(std::declval<const T&>()))>{});
    }
    void finish() const {
        if (!text_.empty()) {
            fail();
        }
    }

private:
    template <class T, class... Members>
    T members(Next<std::tuple<const Members&...>> /*what*/) {
        if constexpr (std::is_same_v<T, Handbook>) {
            return T{read(Next<Members>{})..., {}};
        } else {
            return T{read(Next<Members>{})...};    // braces read from left to right
        }
    }
    std::string_view piece() {
        const std::size_t size = read(Next<std::size_t>{});
        if (size > text_.size()) {
            fail();
        }
        const std::string_view found = text_.substr(0, size);
        text_.remove_prefix(size);
        return found;
    }
    [[noreturn]] static void fail() {
        throw StoreError{"the handbook in the program is damaged", "install lmsection again"};
    }

    std::string_view text_;
};

}    // namespace

std::string laid_out(const Handbook& handbook) {
    Writer writer;
    writer.write(handbook);
    return writer.take();
}

std::string laid_out(const std::vector<Note>& notes) {
    Writer writer;
    writer.write(notes);
    return writer.take();
}

std::vector<Note> notes_from_layout(std::string_view layout) {
    Reader reader{layout};
    auto notes = reader.read(Next<std::vector<Note>>{});
    reader.finish();
    return notes;
}

Handbook from_layout(std::string_view layout) {
    Reader reader{layout};
    Handbook handbook = reader.read(Next<Handbook>{});
    reader.finish();
    return handbook;
}

}    // namespace lmsection::app
