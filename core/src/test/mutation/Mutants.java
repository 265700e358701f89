import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// Finds what can be broken in the backward passes of a source file.
///
/// A backward pass is the last argument of `record` (or the slope given to `Pointwise.loss`), a
/// method with the name of a gradient or of another part of a backward pass, or any method of some
/// classes. There a statement is removed, an operator replaced, an argument replaced by another,
/// the last call of a chain removed, a condition made constant, or a number changed.
final class Mutants extends TreePathScanner<Void, Void> {
  private static final Pattern METHODS =
      Pattern.compile(
          ".*([bB]ackward|Gradients?|Transposed)"
              + "|recurrentSums|contribut(e|ion)|share|cut|copy|move|gather|scatter|gradient|sumByRow");
  private static final Set<String> CLASSES =
      Set.of("BackFrame", "BackThroughTime", "DirectionGradients", "Sums");
  private static final Set<String> RECORDERS = Set.of("record", "loss");
  private static final Map<Tree.Kind, List<String>> OPERATORS =
      Map.ofEntries(
          Map.entry(Tree.Kind.PLUS, List.of("-")),
          Map.entry(Tree.Kind.MINUS, List.of("+")),
          Map.entry(Tree.Kind.MULTIPLY, List.of("/", "+")),
          Map.entry(Tree.Kind.DIVIDE, List.of("*")),
          Map.entry(Tree.Kind.REMAINDER, List.of("/")),
          Map.entry(Tree.Kind.LESS_THAN, List.of("<=", ">=")),
          Map.entry(Tree.Kind.GREATER_THAN, List.of(">=", "<=")),
          Map.entry(Tree.Kind.LESS_THAN_EQUAL, List.of("<")),
          Map.entry(Tree.Kind.GREATER_THAN_EQUAL, List.of(">")),
          Map.entry(Tree.Kind.EQUAL_TO, List.of("!=")),
          Map.entry(Tree.Kind.NOT_EQUAL_TO, List.of("==")),
          Map.entry(Tree.Kind.CONDITIONAL_AND, List.of("||")),
          Map.entry(Tree.Kind.CONDITIONAL_OR, List.of("&&")),
          Map.entry(Tree.Kind.PLUS_ASSIGNMENT, List.of("-=", "=")),
          Map.entry(Tree.Kind.MINUS_ASSIGNMENT, List.of("+=")),
          Map.entry(Tree.Kind.MULTIPLY_ASSIGNMENT, List.of("/=", "=")));

  private final Path file;
  private final String source;
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final List<Mutant> found = new ArrayList<>();
  private int depth;

  private Mutants(Path file, String source, CompilationUnitTree unit, SourcePositions positions) {
    this.file = file;
    this.source = source;
    this.unit = unit;
    this.positions = positions;
  }

  static List<Mutant> of(Path file) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjects(file));
      CompilationUnitTree unit = task.parse().iterator().next();
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      Mutants finder = new Mutants(file, Files.readString(file), unit, positions);
      finder.scan(unit, null);
      return finder.found.stream().distinct().toList();
    }
  }

  private int start(Tree tree) {
    return (int) positions.getStartPosition(unit, tree);
  }

  private int end(Tree tree) {
    return (int) positions.getEndPosition(unit, tree);
  }

  private String text(Tree tree) {
    return source.substring(start(tree), end(tree));
  }

  private void replace(Tree tree, String by) {
    replace(start(tree), end(tree), by);
  }

  private void replace(int from, int to, String by) {
    if (depth > 0 && !source.substring(from, to).equals(by)) {
      found.add(new Mutant(file, source, from, to, by));
    }
  }

  private void operator(Tree whole, Tree left, Tree right) {
    String between = source.substring(end(left), start(right));
    for (String other : OPERATORS.getOrDefault(whole.getKind(), List.of())) {
      int at = end(left);
      while (Character.isWhitespace(source.charAt(at)) || source.charAt(at) == ')') {
        at++;
      }
      int to = at;
      while ("+-*/%<>=!&|".indexOf(source.charAt(to)) >= 0) {
        to++;
      }
      if (between.contains(source.substring(at, to))) {
        replace(at, to, other);
      }
    }
  }

  @Override
  public Void visitClass(ClassTree tree, Void p) {
    boolean all = CLASSES.contains(tree.getSimpleName().toString());
    depth += all ? 1 : 0;
    super.visitClass(tree, p);
    depth -= all ? 1 : 0;
    return null;
  }

  @Override
  public Void visitMethod(MethodTree tree, Void p) {
    boolean backward = METHODS.matcher(tree.getName()).matches();
    depth += backward ? 1 : 0;
    super.visitMethod(tree, p);
    depth -= backward ? 1 : 0;
    return null;
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, Void p) {
    if (RECORDERS.contains(name(tree)) && tree.getArguments().size() > 2) {
      scan(tree.getMethodSelect(), p);
      ExpressionTree last = tree.getArguments().getLast();
      tree.getArguments().stream().filter(a -> a != last).forEach(a -> scan(a, p));
      depth++;
      scan(last, p);
      depth--;
      return null;
    }
    if (tree.getMethodSelect() instanceof MemberSelectTree select
        && select.getExpression() instanceof MethodInvocationTree before) {
      replace(tree, text(before)); // without the last call of the chain
    }
    List<? extends ExpressionTree> arguments = tree.getArguments();
    for (int i = 0; i < arguments.size(); i++) {
      neighbour(arguments, i);
    }
    return super.visitMethodInvocation(tree, p);
  }

  /// Replaces an argument by the next one of the same form.
  private void neighbour(List<? extends ExpressionTree> arguments, int i) {
    ExpressionTree here = arguments.get(i);
    for (int step = 1; step < arguments.size(); step++) {
      ExpressionTree other = arguments.get((i + step) % arguments.size());
      if (other.getKind() == here.getKind()
          && !(here instanceof LiteralTree)
          && !text(other).equals(text(here))) {
        replace(here, text(other));
        return;
      }
    }
  }

  private static String name(MethodInvocationTree tree) {
    return switch (tree.getMethodSelect()) {
      case MemberSelectTree select -> select.getIdentifier().toString();
      case IdentifierTree identifier -> identifier.getName().toString();
      default -> "";
    };
  }

  @Override
  public Void visitExpressionStatement(ExpressionStatementTree tree, Void p) {
    replace(tree, ";");
    return super.visitExpressionStatement(tree, p);
  }

  @Override
  public Void visitForLoop(ForLoopTree tree, Void p) {
    scan(tree.getInitializer(), p);
    scan(tree.getCondition(), p);
    return scan(tree.getStatement(), p); // the update stays: a loop has to end
  }

  @Override
  public Void visitIf(IfTree tree, Void p) {
    condition(tree.getCondition());
    return super.visitIf(tree, p);
  }

  @Override
  public Void visitConditionalExpression(ConditionalExpressionTree tree, Void p) {
    condition(tree.getCondition());
    return super.visitConditionalExpression(tree, p);
  }

  private void condition(ExpressionTree condition) {
    replace(condition, "(true)");
    replace(condition, "(false)");
  }

  @Override
  public Void visitBinary(BinaryTree tree, Void p) {
    operator(tree, tree.getLeftOperand(), tree.getRightOperand());
    return super.visitBinary(tree, p);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void p) {
    operator(tree, tree.getVariable(), tree.getExpression());
    return super.visitCompoundAssignment(tree, p);
  }

  @Override
  public Void visitUnary(UnaryTree tree, Void p) {
    if (tree.getKind() == Tree.Kind.UNARY_MINUS || tree.getKind() == Tree.Kind.LOGICAL_COMPLEMENT) {
      replace(tree, text(tree.getExpression()));
    }
    return super.visitUnary(tree, p);
  }

  @Override
  public Void visitLiteral(LiteralTree tree, Void p) {
    String text = text(tree);
    switch (tree.getValue()) {
      case Boolean b -> replace(tree, Boolean.toString(!b));
      case Integer n -> replace(tree, n == 0 ? "1" : Integer.toString(n + 1));
      case Float f -> replace(tree, f == 0 ? "1f" : "(2 * " + text + ")");
      case null, default -> {}
    }
    return null;
  }

  @Override
  public Void visitThrow(ThrowTree tree, Void p) {
    return null; // other tests check messages
  }
}
