#pragma once

// As much of GoogleTest's interface as the kernel tests use, for machines that have nothing but nvcc.

#include <cmath>
#include <functional>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace testing {

class Message {
 public:
  template <class T>
  Message& operator<<(const T& value) {
    text_ << value;
    return *this;
  }
  std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
};

struct State {
  bool failed = false;
  bool skipped = false;
  std::vector<std::string> trace;
  static State& get() {
    static State state;
    return state;
  }
};

/// `Failure(...) = Message() << ...`: lower in precedence than the insertions, and void, so that it can be returned.
class Failure {
 public:
  Failure(const char* file, int line, const char* text) : file_(file), line_(line), text_(text) {}
  void operator=(const Message& message) const {
    State& state = State::get();
    state.failed = true;
    std::cout << file_ << ':' << line_ << ": failed: " << text_ << ' ' << message.text() << '\n';
    for (const std::string& line : state.trace) std::cout << "    at " << line << '\n';
  }

 private:
  const char* file_;
  int line_;
  const char* text_;
};

class Skip {
 public:
  void operator=(const Message& message) const {
    State::get().skipped = true;
    std::cout << "skipped: " << message.text() << '\n';
  }
};

class Trace {
 public:
  template <class T>
  explicit Trace(const T& value) {
    Message message;
    message << value;
    State::get().trace.push_back(message.text());
  }
  explicit Trace(const Message& message) { State::get().trace.push_back(message.text()); }
  ~Trace() { State::get().trace.pop_back(); }
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;
};

class Test {
 public:
  virtual ~Test() = default;
  virtual void SetUp() {}
  virtual void TearDown() {}
  virtual void TestBody() = 0;
};

struct Case {
  std::string name;
  std::function<std::unique_ptr<Test>()> make;
};

/// The tests, and what makes more of them once everything is registered.
inline std::vector<Case>& cases() {
  static std::vector<Case> all;
  return all;
}
inline std::vector<std::function<void()>>& expansions() {
  static std::vector<std::function<void()>> all;
  return all;
}

template <class T>
struct TestParamInfo {
  T param;
  std::size_t index;
};

template <class T>
class TestWithParam : public Test {
 public:
  using ParamType = T;
  static const T& GetParam() { return *current(); }
  static const T*& current() {
    static const T* param = nullptr;
    return param;
  }
};

template <class Suite>
std::vector<Case>& cases_of() {
  static std::vector<Case> all;
  return all;
}

template <class... T>
auto Values(T... values) {
  return std::vector<std::common_type_t<T...>>{values...};
}

template <class Suite, class T, class Name>
bool instantiate(const char* suite, const std::vector<T>& values, const Name& name) {
  expansions().push_back([=] {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto param = std::make_shared<T>(values[i]);
      for (const Case& each : cases_of<Suite>()) {
        cases().push_back({suite + std::string(".") + each.name + "/" + name(TestParamInfo<T>{values[i], i}), [=] {
                             Suite::current() = param.get();
                             return each.make();
                           }});
      }
    }
  });
  return true;
}

}  // namespace testing

#define CALM_TEST_CLASS_(suite, name, base, list, label)                               \
  class suite##_##name##_Test : public base {                                          \
    void TestBody() override;                                                          \
  };                                                                                   \
  [[maybe_unused]] const bool suite##_##name##_registered = [] {                       \
    list.push_back({label, [] { return std::make_unique<suite##_##name##_Test>(); }}); \
    return true;                                                                       \
  }();                                                                                 \
  void suite##_##name##_Test::TestBody()
#define TEST(suite, name) CALM_TEST_CLASS_(suite, name, ::testing::Test, ::testing::cases(), #suite "." #name)
#define TEST_P(suite, name) CALM_TEST_CLASS_(suite, name, suite, ::testing::cases_of<suite>(), #name)
#define INSTANTIATE_TEST_SUITE_P(prefix, suite, ...) \
  [[maybe_unused]] static const bool suite##_instantiated = ::testing::instantiate<suite>(#suite, __VA_ARGS__)

#define CALM_CHECK_(ok, text, on_failure) \
  switch (0)                              \
  case 0:                                 \
  default:                                \
    if (ok)                               \
      ;                                   \
    else                                  \
      on_failure ::testing::Failure(__FILE__, __LINE__, text) = ::testing::Message()
#define EXPECT_TRUE(c) CALM_CHECK_(static_cast<bool>(c), #c, )
#define EXPECT_FALSE(c) CALM_CHECK_(!(c), "not " #c, )
#define EXPECT_EQ(a, b) CALM_CHECK_((a) == (b), #a " == " #b, )
#define EXPECT_NE(a, b) CALM_CHECK_((a) != (b), #a " != " #b, )
#define EXPECT_GT(a, b) CALM_CHECK_((a) > (b), #a " > " #b, )
#define EXPECT_NEAR(a, b, bound) CALM_CHECK_(std::fabs((a) - (b)) <= (bound), #a " near " #b, )
#define ASSERT_TRUE(c) CALM_CHECK_(static_cast<bool>(c), #c, return )
#define ASSERT_EQ(a, b) CALM_CHECK_((a) == (b), #a " == " #b, return )
#define ASSERT_NEAR(a, b, bound) CALM_CHECK_(std::fabs((a) - (b)) <= (bound), #a " near " #b, return )
#define EXPECT_THROW(statement, type)   \
  CALM_CHECK_(([&] {                    \
                try {                   \
                  statement;            \
                } catch (const type&) { \
                  return true;          \
                }                       \
                return false;           \
              }()),                     \
              #statement " throws " #type, )
#define GTEST_SKIP() return ::testing::Skip() = ::testing::Message()
#define CALM_TRACE_NAME_(line) trace_of_line_##line
#define CALM_TRACE_(line, value) const ::testing::Trace CALM_TRACE_NAME_(line)(value)
#define SCOPED_TRACE(value) CALM_TRACE_(__LINE__, value)
