#include "lmsection/domain/mention.hpp"

#include "lmsection/base/slug.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/group.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

namespace lmsection {

namespace {

/// Suffixes after a name, which are often omitted.
constexpr std::array suffixes{U"jr", U"sr", U"ii",  U"iii", U"iv",   U"phd",  U"edd",
                              U"ma", U"ms", U"mba", U"mls", U"mlis", U"mlib", U"jd"};

/// Words of English or of this program that are also names.
constexpr std::string_view ordinary_words =
    "abbey|ace|amber|angel|april|art|ash|august|autumn|basil|berry|bill|birch|bishop|blaze|"
    "booker|brand|brook|brooks|buck|bud|burns|carol|chair|chairs|chance|charity|chase|christian|"
    "clay|cliff|coral|crystal|daisy|dale|dawn|dean|december|destiny|dolly|drew|duke|earl|eve|"
    "faith|february|fern|field|fields|fisher|flora|forest|frank|friday|gay|gene|ginger|glen|"
    "grace|grant|gray|green|guy|hall|harmony|harper|hazel|heath|heather|herb|hill|holly|honor|"
    "hope|hunter|iris|ivory|ivy|jack|jade|january|jasmine|jewel|joy|judge|july|june|justice|king|"
    "lance|lane|laurel|lily|long|lord|major|march|marina|mark|marsh|mason|max|may|melody|mercy|"
    "miles|miller|misty|monday|nick|noble|norm|north|november|october|olive|opal|page|paris|park|"
    "parks|pat|patience|pearl|penny|pepper|poppy|price|prince|prudence|queen|rainbow|ray|reed|"
    "reader|rich|river|rob|robin|rocky|rose|ruby|rusty|sage|sandy|saturday|scarlet|september|"
    "serenity|shepherd|sherry|short|sierra|skip|sky|star|stone|storm|sue|summer|sunday|sunny|"
    "taylor|temple|thursday|trace|trinity|tucker|tuesday|turner|victor|victoria|viola|violet|"
    "virginia|wade|ward|warren|wednesday|west|white|will|willow|winter|wolf|wood|woods|young|"
    // of the program
    "checklist|duty|event|forget|group|handbook|init|log|meeting|merge|people|person|plan|"
    "program|redo|report|roster|undo|accepted|alerted|appointed|assigned|carried|committee|"
    "declined|deleted|done|draft|due|email|erased|former|hybrid|member|members|nobody|none|null|"
    "open|optional|other|overdue|section|skipped|submitted|unknown|upcoming|vacant|vice|virtual|"
    "volunteer|webinar|withdrawn";

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A text, possibly decoded, and the range of the original that each byte comes from.
struct Decoded {
    explicit Decoded(std::string_view original) : text(original) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            origins.push_back({i, i + 1});
        }
    }

    std::string text;
    std::vector<Range> origins;
};

/// The meaning and length of an escape sequence at the start of `text`.
struct Escape {
    std::string bytes;
    std::size_t length = 0;
};

Escape escape_at(std::string_view text) {
    constexpr std::string_view shell_apostrophe = R"('\'')";
    const auto coded = [&](std::string_view start, std::size_t digits) -> std::optional<unsigned> {
        return text.starts_with(start) && text.size() >= start.size() + digits
                   ? parse_number<unsigned>(text.substr(start.size(), digits), 16)
                   : std::nullopt;
    };
    if (const auto byte = coded("%", 2)) {    // of a link
        return {{static_cast<char>(*byte)}, 3};
    }
    if (const auto point = coded("\\u", 4)) {    // of a string in TOML or JSON
        return {utf8_of(*point), 6};
    }
    if (const auto point = coded("\\U", 8); point && *point < 0x110000U) {
        return {utf8_of(*point), 10};
    }
    if (text.starts_with(shell_apostrophe)) {    // of a command in the history
        return {"'", shell_apostrophe.size()};
    }
    return {};
}

/// Decodes one level of escape sequences, all of which get shorter; false if there is none.
bool decode(Decoded& decoded) {
    const auto& [text, origins] = decoded;
    Decoded result{""};
    for (std::size_t i = 0; i < text.size();) {
        const Escape escape = escape_at(std::string_view{text}.substr(i));
        const std::size_t length = std::max<std::size_t>(escape.length, 1);
        result.text += escape.length == 0 ? text.substr(i, 1) : escape.bytes;
        result.origins.resize(result.text.size(), {origins[i].begin, origins[i + length - 1].end});
        i += length;
    }
    const bool changed = result.text.size() < text.size();
    decoded = std::move(result);
    return changed;
}

/// The byte ranges of links in a text.
std::vector<Range> links_in(std::string_view text) {
    std::vector<Range> links;
    for (const std::string_view start : {"://", "mailto:", "www."}) {
        for (auto at = text.find(start); at != std::string_view::npos;
             at = text.find(start, at + 1)) {
            links.push_back({at, std::min(text.find_first_of(" \t\r\n\"'<>", at), text.size())});
        }
    }
    return links;
}

/// Whether the script of a letter is written without spaces between words.
bool needs_no_spaces(char32_t letter) {
    constexpr std::array<std::pair<char32_t, char32_t>, 7> ranges{{
        {0x0e00, 0x0eff},      // Thai, Lao
        {0x1000, 0x11ff},      // Myanmar; Hangul, taken apart
        {0x1780, 0x17ff},      // Khmer
        {0x3040, 0x31ff},      // Kana
        {0x3400, 0x9fff},      // Han
        {0xac00, 0xd7ff},      // Hangul
        {0x20000, 0x3ffff},    // Han
    }};
    return std::ranges::any_of(ranges, [&](const auto& range) {
        return letter >= range.first && letter <= range.second;
    });
}

bool is_joint(char c) {
    return c == '-' || c == '_' || c == '.' || c == '+';
}

/// A word of a text, folded, without the apostrophes inside it.
struct Word {
    std::u32string letters = {};
    std::vector<std::size_t> starts = {};    ///< where each letter starts in the original
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string gap =
        {};    ///< the separator before the next word, as ASCII; ' ' for any white space
    bool capital = false;
};

char ascii_of(char32_t point) {
    constexpr char32_t no_break_space = 0xa0;
    constexpr char32_t ideographic_space = 0x3000;
    if (point == U'\t' || point == U'\n' || point == U'\r' || point == no_break_space ||
        point == ideographic_space) {
        return ' ';
    }
    return point < 0x80U ? static_cast<char>(point) : '?';
}

std::vector<Word> words_of(const Decoded& decoded) {
    std::vector<Word> words;
    bool in_word = false;
    std::optional<Word> apostrophe;    // the word up to its last apostrophe
    // The apostrophe of "Diaz'" or "Diaz's" is not part of the name; that of "O'Brien" is.
    const auto end_word = [&] {
        if (apostrophe) {
            const std::u32string after = words.back().letters.substr(apostrophe->letters.size());
            if (after.empty() || after == U"s") {
                words.back() = *apostrophe;
                words.back().gap = after.empty() ? "'" : "'s";
            }
        }
        apostrophe.reset();
        in_word = false;
    };
    const std::size_t size = decoded.text.size();
    for (std::string_view left = decoded.text; !left.empty();) {
        const std::size_t begin = decoded.origins[size - left.size()].begin;
        const std::string_view character = take_character(left);
        const std::size_t end = decoded.origins[size - left.size() - 1].end;
        const std::u32string points = code_points(folded(character));
        if (points.empty()) {    // an accent or an invisible character
            if (in_word) {
                words.back().end = end;
            }
        } else if (is_alphanumeric(points.front())) {
            if (!in_word) {
                const bool capital = is_utf8(character) && lower_case(character) != character;
                words.push_back({.begin = begin, .capital = capital});
                in_word = true;
            }
            words.back().letters += points;
            words.back().starts.resize(words.back().letters.size(), begin);
            words.back().end = end;
        } else if (points == U"'" && in_word && !apostrophe) {
            apostrophe = words.back();
        } else {
            end_word();
            for (const char32_t point : points) {
                if (!words.empty()) {
                    words.back().gap += ascii_of(point);
                }
            }
        }
    }
    end_word();
    return words;
}

std::vector<Word> words_of(std::string_view text) {
    return words_of(Decoded{text});
}

bool is_white(std::string_view gap) {
    return !gap.empty() && gap.find_first_not_of(' ') == std::string_view::npos;
}

std::string without_blanks(std::string_view gap) {
    std::string text{gap};
    std::erase(text, ' ');
    return text;
}

/// The comma between family name and given name in "Lee, Ann".
bool is_comma(std::string_view gap) {
    return without_blanks(gap).starts_with(',');
}

/// Whether two words of a name that are separated by `own` may also be separated by `gap`.
bool fits(std::string_view gap, std::string_view own, bool after_initial) {
    if (without_blanks(own) == "-") {
        return gap == "-";
    }
    if (is_comma(own)) {
        return without_blanks(gap) == ",";
    }
    const bool dotted = after_initial || own.starts_with('.');
    return is_white(gap) || gap == own || (dotted && without_blanks(gap) == ".");
}

bool is_within(const std::vector<Range>& ranges, std::size_t at) {
    return std::ranges::any_of(ranges, [&](const Range& range) {
        return range.begin <= at && at < range.end;
    });
}

bool continues_address(std::string_view character) {
    return character == "_" || is_alphanumeric(code_points(character).front());
}

/// Whether an address can start at `at`: it is not part of a longer one that starts earlier.
bool begins_address(std::string_view text, std::size_t at) {
    while (at > 0) {
        const std::size_t before = start_of_character(text, at - 1);
        const std::string_view character = text.substr(before, at - before);
        if (continues_address(character)) {
            return false;
        }
        if (!is_joint(character[0])) {
            return true;
        }
        at = before;
    }
    return true;
}

/// Whether an address can end at `at`: its domain does not continue.
bool ends_address(std::string_view text, std::size_t at) {
    if (at < text.size() && (text[at] == '-' || text[at] == '.')) {
        ++at;
    }
    return at == text.size() || !continues_address(first_character(text.substr(at)));
}

}    // namespace

/// Searches a text, decoded to some level.
class MentionFinder::Search {
public:
    Search(const MentionFinder& finder, std::string_view text, const Decoded& decoded, bool in_slug)
        : finder_(finder), decoded_(decoded), words_(words_of(decoded)), links_(links_in(text)),
          in_slug_(in_slug) {}

    std::vector<Mention> run() {
        std::vector<Mention> found = matches(finder_.own_);
        const std::vector<Mention> others = matches(finder_.others_);
        std::erase_if(found, [&](Mention& mention) { return yields(mention, others); });
        add_addresses(found);
        return found;
    }

private:
    std::vector<Mention> matches(const std::vector<Pattern>& patterns) const {
        std::vector<Mention> found;
        for (const Pattern& pattern : patterns) {
            for (std::size_t first = 0; first < words_.size(); ++first) {
                if (const auto mention = match(pattern, first)) {
                    found.push_back(*mention);
                }
            }
            if (pattern.words.size() == 1 && needs_no_spaces(pattern.words.front().front())) {
                add_parts_of_words(pattern.words.front(), found);
            }
        }
        return found;
    }

    std::optional<Mention> match(const Pattern& pattern, std::size_t first) const {
        const std::size_t count = pattern.words.size();
        if (first + count > words_.size()) {
            return std::nullopt;
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (words_[first + i].letters != pattern.words[i]) {
                return std::nullopt;
            }
        }
        const std::size_t last = first + count - 1;
        const bool is_address = pattern.form == Mention::Form::address;
        const bool spaced = !is_address && is_spaced(pattern, first);
        const bool joined = is_joined(first, last, is_address ? "-_" : "-_.+");
        const bool in_address = words_[last].gap.starts_with('@') ||
                                (is_in_address(first, last) && (joined || count == 1));
        if ((!joined && (!spaced || continues(first, last))) || in_address) {
            return std::nullopt;
        }
        const bool as_words = spaced && !is_linked(first);
        return Mention{words_[first].begin, words_[last].end,
                       as_words ? Mention::Form::name : Mention::Form::joined,
                       as_words && may_be_two_names(pattern, first) ? Doubt::within_list
                                                                    : pattern.doubt};
    }

    /// Whether a word is in a slug or link, where joints separate words.
    [[nodiscard]] bool is_linked(std::size_t word) const {
        return in_slug_ || is_within(links_, words_[word].begin);
    }

    /// `ann-lee`, `ann_lee`, `ann.lee`, `ann+lee`: the same single joint throughout.
    [[nodiscard]] bool is_joined(std::size_t first, std::size_t last,
                                 std::string_view joints) const {
        const std::string& joint = words_[first].gap;
        for (std::size_t i = first; i < last; ++i) {
            if (words_[i].gap != joint || joint.size() != 1 ||
                joints.find(joint) == std::string_view::npos) {
                return false;
            }
        }
        return first < last || is_linked(first);
    }

    [[nodiscard]] bool is_spaced(const Pattern& pattern, std::size_t first) const {
        for (std::size_t i = 0; i + 1 < pattern.words.size(); ++i) {
            if (!fits(words_[first + i].gap, pattern.gaps[i], pattern.words[i].size() == 1)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a hyphen makes the words part of a longer name: "Ana Diaz-Lopez".
    [[nodiscard]] bool continues(std::size_t first, std::size_t last) const {
        const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
        const bool before = first > 0 && words_[first - 1].gap == "-" &&
                            !is_digit(words_[first - 1].letters.back());
        const bool after = last + 1 < words_.size() && words_[last].gap == "-" &&
                           !is_digit(words_[last + 1].letters.front());
        return before || after;
    }

    /// Whether "Lee, Ann" may be part of "Ben Lee, Ann Diaz".
    [[nodiscard]] bool may_be_two_names(const Pattern& pattern, std::size_t first) const {
        const std::size_t last = first + pattern.words.size() - 1;
        const bool turned = std::ranges::any_of(pattern.gaps, is_comma);
        const bool before = first > 0 && is_white(words_[first - 1].gap) &&
                            words_[first - 1].capital;
        const bool after = last + 1 < words_.size() && is_white(words_[last].gap) &&
                           words_[last + 1].capital;
        return turned && (before || after);
    }

    /// Whether words are part of an address: `ann.lee@other.example`.
    [[nodiscard]] bool is_in_address(std::size_t first, std::size_t last) const {
        const auto joins = [&](std::size_t i) {
            return words_[i].gap.size() == 1 && is_joint(words_[i].gap[0]);
        };
        while (last + 1 < words_.size() && joins(last)) {
            ++last;
        }
        while (first > 0 && joins(first - 1)) {
            --first;
        }
        return words_[last].gap.starts_with('@') || (first > 0 && words_[first - 1].gap == "@");
    }

    void add_parts_of_words(const std::u32string& part, std::vector<Mention>& found) const {
        for (const Word& word : words_) {
            const auto at = word.letters == part ? std::u32string::npos : word.letters.find(part);
            if (at != std::u32string::npos) {
                const bool to_the_end = at + part.size() == word.letters.size();
                found.push_back({word.starts[at],
                                 to_the_end ? word.end : word.starts[at + part.size()],
                                 Mention::Form::name, Doubt::within_word});
            }
        }
    }

    /// Whether a mention is part of another name; if it is the whole of another name, marks it as
    /// doubtful.
    static bool yields(Mention& mention, const std::vector<Mention>& others) {
        for (const Mention& other : others) {
            const bool apart = other.end <= mention.begin || mention.end <= other.begin;
            const bool around = other.begin <= mention.begin && mention.end <= other.end;
            if (around && other.end - other.begin > mention.end - mention.begin) {
                return true;
            }
            if (!apart) {
                mention.doubt = Doubt::shared;
            }
        }
        return false;
    }

    void add_addresses(std::vector<Mention>& found) const {
        const std::string& text = decoded_.text;
        for (auto at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1)) {
            for (const Address& address : finder_.addresses_) {
                const auto begin = begin_of(address.local, text, at);
                const auto end = end_of(address.domain, text, at);
                if (begin && end && begins_address(text, *begin) && ends_address(text, *end)) {
                    const std::size_t from = decoded_.origins[*begin].begin;
                    const bool linked = in_slug_ || is_within(links_, from);
                    found.push_back({from, decoded_.origins[*end - 1].end,
                                     linked ? Mention::Form::joined : Mention::Form::address,
                                     address.doubt});
                }
            }
        }
    }

    /// Composing and lower-casing may change the number of bytes, but not by more than this.
    static constexpr std::size_t most_bytes_for_one = 3;

    static std::optional<std::size_t> begin_of(std::string_view local, std::string_view text,
                                               std::size_t at) {
        for (std::size_t begin = at; begin > 0 && at - begin < local.size() * most_bytes_for_one;) {
            begin = start_of_character(text, begin - 1);
            const std::string_view part = text.substr(begin, at - begin);
            if (is_utf8(part) && lower_case(part) == local) {
                return begin;
            }
        }
        return std::nullopt;
    }

    static std::optional<std::size_t> end_of(std::string_view domain, std::string_view text,
                                             std::size_t at) {
        for (std::size_t end = at;
             end < text.size() && end - at < domain.size() * most_bytes_for_one;) {
            end += first_character(text.substr(end)).size();
            const std::string_view part = text.substr(at, end - at);
            if (is_utf8(part) && lower_case(part) == domain) {
                return end;
            }
        }
        return std::nullopt;
    }

    const MentionFinder& finder_;
    const Decoded& decoded_;
    std::vector<Word> words_;
    std::vector<Range> links_;
    bool in_slug_;
};

std::vector<MentionFinder::Pattern> MentionFinder::patterns_of(std::string_view name, Doubt doubt) {
    std::vector<Word> words = words_of(name);
    if (words.empty()) {
        return {};
    }
    const bool is_address = name.find('@') != std::string_view::npos &&
                            name.find(' ') == std::string_view::npos;
    Pattern pattern{{}, {}, is_address ? Mention::Form::address : Mention::Form::name, doubt};
    for (const Word& word : words) {
        pattern.words.push_back(word.letters);
        pattern.gaps.push_back(word.gap);
    }
    pattern.gaps.pop_back();
    std::vector<Pattern> patterns{pattern};
    const auto comma = std::ranges::find_if(pattern.gaps, is_comma);
    const auto turn = [&](std::size_t at, const char* gap) {
        Pattern turned = pattern;
        const auto step = static_cast<std::ptrdiff_t>(at);
        std::rotate(turned.words.begin(), turned.words.begin() + step, turned.words.end());
        turned.gaps.erase(turned.gaps.begin() + step - 1);
        std::rotate(turned.gaps.begin(), turned.gaps.begin() + step - 1, turned.gaps.end());
        turned.gaps.insert(turned.gaps.end() - step + 1, gap);
        patterns.push_back(std::move(turned));
    };
    if (is_address) {
        return patterns;
    }
    if (comma == pattern.gaps.end()) {
        for (std::size_t at = 1; at < pattern.words.size(); ++at) {
            turn(at, ", ");
        }
        return patterns;
    }
    const auto first = static_cast<std::size_t>(comma - pattern.gaps.begin()) + 1;
    if (std::ranges::count(suffixes, pattern.words[first]) > 0) {
        const auto shorter = patterns_of(name.substr(0, words[first - 1].end), doubt);
        patterns.insert(patterns.end(), shorter.begin(), shorter.end());
    } else {
        turn(first, " ");
    }
    return patterns;
}

void MentionFinder::add_name(std::string_view name, Doubt doubt) {
    if (name != forgotten_name) {
        const auto patterns = patterns_of(name, doubt);
        own_.insert(own_.end(), patterns.begin(), patterns.end());
    }
}

void MentionFinder::add_address(std::string_view address, Doubt doubt) {
    const std::string key = lower_case(is_utf8(address) ? address : std::string_view{});
    const auto at = key.find('@');
    if (at != std::string::npos) {
        addresses_.push_back({key.substr(0, at), key.substr(at), doubt});
        add_name(address, doubt);
    }
}

void MentionFinder::add_other(std::string_view name, Doubt if_same) {
    for (Pattern& other : patterns_of(name, Doubt::none)) {
        bool contains = false;
        for (Pattern& own : own_) {
            const bool has_own = std::search(other.words.begin(), other.words.end(),
                                             own.words.begin(),
                                             own.words.end()) != other.words.end();
            if (own.form == other.form && own.words == other.words) {
                own.doubt = if_same == Doubt::none ? own.doubt : if_same;
            } else if (has_own && own.words.size() == 1 && if_same == Doubt::shared) {
                own.doubt = Doubt::shared;    // a first name alone may be anyone's
            }
            contains = contains || (has_own && own.words.size() < other.words.size());
        }
        if (contains) {
            others_.push_back(std::move(other));
        }
    }
}

std::vector<Mention> MentionFinder::find(std::string_view text) const {
    return find(text, false);
}

std::vector<Mention> MentionFinder::find_in_slug(std::string_view slug) const {
    return find(slug, true);
}

std::vector<Mention> MentionFinder::find(std::string_view text, bool in_slug) const {
    constexpr int most_levels = 4;    // an encoded link inside an encoded link
    std::vector<Mention> found;
    Decoded decoded{text};
    for (int level = 0; level == 0 || (level < most_levels && decode(decoded)); ++level) {
        const auto more = Search{*this, text, decoded, in_slug}.run();
        found.insert(found.end(), more.begin(), more.end());
    }
    std::ranges::sort(found, [](const Mention& one, const Mention& other) {
        return std::tuple{one.begin, other.end, one.doubt} <
               std::tuple{other.begin, one.end, other.doubt};
    });
    std::vector<Mention> apart;
    for (const Mention& mention : found) {
        if (apart.empty() || apart.back().end <= mention.begin) {
            apart.push_back(mention);
        }
    }
    return apart;
}

bool is_too_short_to_find(std::string_view name) {
    constexpr std::size_t fewest = 3;
    std::size_t letters = 0;
    for (const Word& word : words_of(name)) {
        letters += static_cast<std::size_t>(
            std::ranges::count_if(word.letters, [](char32_t c) { return c < U'0' || c > U'9'; }));
        const bool dense = needs_no_spaces(word.letters.front()) && word.letters.size() > 1;
        letters += dense ? fewest : 0;
    }
    return letters < fewest;
}

bool is_ordinary_word(std::string_view name) {
    const auto words = words_of(name);
    std::string letters;
    for (const char32_t letter : words.empty() ? std::u32string{} : words.front().letters) {
        letters += utf8_of(letter);
    }
    return words.size() == 1 && is_one_of(letters, ordinary_words);
}

bool is_one_word(std::string_view name) {
    return words_of(name).size() == 1;
}

bool have_same_words(std::string_view one, std::string_view other) {
    return std::ranges::equal(words_of(one), words_of(other), {}, &Word::letters, &Word::letters);
}

namespace {

/// Whether an address is the one in angle brackets after a name.
bool is_address_of(std::string_view text, const Mention& name, const Mention& address) {
    const std::string_view between = text.substr(name.end, address.begin - name.end);
    return address.form == Mention::Form::address && address.doubt == Doubt::none &&
           name.form == Mention::Form::name && between.ends_with('<') &&
           between.find_first_not_of("\"' <") == std::string_view::npos &&
           text.substr(address.end).starts_with('>');
}

struct Replacements {
    std::string_view name;
    std::string_view address;
    std::string_view joined;
};

std::string replaced(std::string_view text, std::span<const Mention> mentions,
                     const Replacements& with) {
    std::string result;
    std::size_t from = 0;
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        const Mention& mention = mentions[i];
        if (mention.doubt != Doubt::none) {
            continue;
        }
        result += text.substr(from, mention.begin - from);
        result += mention.form == Mention::Form::name      ? with.name
                  : mention.form == Mention::Form::address ? with.address
                                                           : with.joined;
        from = mention.end;
        if (i + 1 < mentions.size() && is_address_of(text, mention, mentions[i + 1])) {
            const char quote = text[from];
            result += quote == '"' || quote == '\'' ? std::string(1, quote) : "";
            from = mentions[++i].end + 1;
        }
    }
    return result += text.substr(from);
}

}    // namespace

std::string without_mentions(std::string_view text, std::span<const Mention> mentions) {
    const std::string result = replaced(text, mentions,
                                        {forgotten_name, erased_text, "former-member"});
    const bool is_slug = Slug::parse(text).ok();
    for (const std::size_t longest : {80U, 200U, 2000U}) {
        const bool matters = longest > 80 || is_slug;
        if (matters && length_of(text) <= longest && length_of(result) > longest) {
            return replaced(text, mentions, {"...", "...", "x"});
        }
    }
    return result;
}

}    // namespace lmsection
