// Reads the lines of rosters. The data of a line is in two tables, anywhere in the file; reading
// line by line would cost two pages each. So a block of lines is read from the index, in roster
// order, and then filled in from each table in that table's order.
#include "lmsection/store/roster.hpp"

#include "query.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace lmsection::store {

namespace {

/// A range of a block's text.
struct Part {
    std::uint32_t from = 0;
    std::uint32_t size = 0;
};

/// The fields of a person in a line.
struct Named {
    Part name;
    std::optional<Part> email;
    Part institution;
};

struct Draft {
    std::int64_t id = 0;
    std::int64_t person = 0;
    Part start;
    Part end;
    Role role = Role::member;
    int years = 0;
    Reply reply = Reply::none;
    std::uint32_t place = 0;
    std::uint32_t named = 0;    ///< the index of the person's fields
};

/// Lines that are read together.
class Block {
public:
    explicit Block(const Reader& database)
        : term_(database, "SELECT person_id, role, years, reply FROM appointments WHERE id = ?1"),
          person_(database, "SELECT name, email, institution FROM people WHERE id = ?1") {}

    [[nodiscard]] bool is_full() const { return drafts_.size() >= most_lines; }

    /// Adds a line from a row of the index.
    void add(std::size_t place, const Query& row) {
        if (drafts_.size() == few_lines) {
            make_room();
        }
        Draft draft;
        draft.place = static_cast<std::uint32_t>(place);
        draft.id = row.number(0);
        draft.start = kept(row.text(1));
        draft.end = kept(row.text(2));
        drafts_.push_back(draft);
    }

    /// Fills in the lines and passes them to `visit` in the order in which they were added.
    void hand_over(const std::function<void(std::size_t, const RosterLine&)>& visit) {
        read_terms();
        read_people();
        for (const Draft& draft : drafts_) {
            const Named& named = named_[draft.named];
            visit(draft.place,
                  {draft.role, text(named.name),
                   named.email ? std::optional{text(*named.email)} : std::nullopt,
                   text(named.institution), text(draft.start), text(draft.end), draft.years,
                   PersonId{draft.person}, draft.reply, AppointmentId{draft.id}});
        }
        drafts_.clear();
        named_.clear();
        texts_.clear();
    }

private:
    static constexpr std::size_t few_lines = 64;
    static constexpr std::size_t most_lines = 16384;    // some 3 MB

    /// Unused capacity costs no memory, while growing would cost twice as much.
    void make_room() {
        constexpr std::size_t usual_text = 100;
        drafts_.reserve(most_lines);
        named_.reserve(most_lines);
        order_.reserve(most_lines);
        texts_.reserve(most_lines * usual_text);
    }

    Part kept(std::string_view text) {
        const Part part{static_cast<std::uint32_t>(texts_.size()),
                        static_cast<std::uint32_t>(text.size())};
        texts_ += text;
        return part;
    }
    [[nodiscard]] std::string_view text(Part part) const {
        return std::string_view{texts_}.substr(part.from, part.size);
    }

    /// Sorts the drafts by a key, for reading in that order.
    void order_by(std::int64_t Draft::*key) {
        order_.clear();
        for (std::uint32_t i = 0; i < drafts_.size(); ++i) {
            order_.emplace_back(drafts_[i].*key, i);
        }
        std::sort(order_.begin(), order_.end());
    }

    void read_terms() {
        order_by(&Draft::id);
        for (const auto& [id, index] : order_) {
            term_.find(id);
            Draft& draft = drafts_[index];
            draft.person = term_.number(0);
            draft.role = term_.role(1);
            draft.years = term_.number_between(1, Term::longest, 2);
            draft.reply = reply_of(term_.text(3));
        }
    }

    void read_people() {
        order_by(&Draft::person);
        std::optional<std::int64_t> last;
        for (const auto& [id, index] : order_) {
            if (id != last) {
                person_.find(id);
                named_.push_back(
                    {kept(person_.text(0)),
                     person_.is_null(1) ? std::nullopt : std::optional{kept(person_.text(1))},
                     kept(person_.text(2))});
                last = id;
            }
            drafts_[index].named = static_cast<std::uint32_t>(named_.size() - 1);
        }
    }

    Query term_;
    Query person_;
    std::vector<Draft> drafts_;
    std::vector<Named> named_;
    std::string texts_;
    std::vector<std::pair<std::int64_t, std::uint32_t>> order_;
};

// The index covers this query and has the right order.
constexpr std::string_view from_the_roster =
    "SELECT id, start_on, end_on FROM appointments INDEXED BY appointments_by_roster "
    "WHERE group_id = ?1 AND role = ?4 AND start_on <= ?2 AND end_on >= ?3 "
    "AND (?5 IS NULL OR end_on = ?5) AND (?7 IS NULL OR start_on = ?7) "
    "ORDER BY sort_key, start_on, id";
// Reads and sorts only current terms, not the group's whole past. ?6: the roles in roster order.
constexpr std::string_view from_the_end =
    "SELECT id, start_on, end_on FROM appointments INDEXED BY appointments_by_end "
    "WHERE group_id = ?1 AND start_on <= ?2 AND end_on >= ?3 "
    "AND (?4 IS NULL OR role = ?4) AND (?5 IS NULL OR end_on = ?5) "
    "AND (?7 IS NULL OR start_on = ?7) "
    "ORDER BY nullif(instr(?6, '|' || role || '|'), 0) NULLS LAST, role, sort_key, start_on, id";

/// Finds the roles that anyone in a group has or had.
class RolesInGroup {
public:
    explicit RolesInGroup(const Reader& database)
        : next_(database, "SELECT role FROM appointments INDEXED BY appointments_by_roster "
                          "WHERE group_id = ?1 AND role > ?2 ORDER BY role LIMIT 1") {}

    /// In roster order.
    std::vector<Role> of(GroupId group) {
        std::vector<Role> roles;
        next_.again().bind(1, group).bind(2, std::string_view{});
        while (next_.step()) {
            roles.push_back(next_.role(0));
            next_.again().bind(1, group).bind(2, word(roles.back()));
        }
        std::sort(roles.begin(), roles.end());
        return roles;
    }

private:
    Query next_;
};

}    // namespace

void each_line(const Reader& database, std::span<const GroupId> groups, const RosterFilter& filter,
               const std::function<void(std::size_t place, const RosterLine&)>& visit) {
    Query query{database, filter.past_is_out ? from_the_end : from_the_roster};
    query.bind(2, filter.to).bind(3, filter.from).bind(5, filter.ending).bind(7, filter.starting);
    Block block{database};
    const auto add_lines = [&](std::size_t place) {
        while (query.step()) {
            block.add(place, query);
            if (block.is_full()) {
                block.hand_over(visit);
            }
        }
    };
    if (filter.past_is_out) {
        query.bind(4, filter.role).bind(6, words_of(roles_of(database)));
        for (std::size_t place = 0; place < groups.size(); ++place) {
            query.again().bind(1, groups[place]);
            add_lines(place);
        }
    } else {
        RolesInGroup roles{database};
        for (std::size_t place = 0; place < groups.size(); ++place) {
            for (const Role listed :
                 filter.role ? std::vector{*filter.role} : roles.of(groups[place])) {
                query.again().bind(1, groups[place]).bind(4, word(listed));
                add_lines(place);
            }
        }
    }
    block.hand_over(visit);
}

}    // namespace lmsection::store
