/** The stages of a choice as a small table: from each value to each, where a record may begin, and what each asks to be filled. */
import { Checkbox, MultiSelect, Stack, Table, Text } from "@mantine/core";
import type { RuleSettings } from "#model/business-rule.ts";
import { optionsOf } from "#fields/choice/options.ts";
import type { MetaField, MetaObject } from "#web/api/meta.ts";
import { useSay } from "#web/insight/say.ts";
import { useTranslation } from "#web/language/language.ts";
import { useWords } from "#web/records/words.ts";

interface MovesInputProps {
  object: MetaObject;
  field: MetaField;
  needable: MetaField[];
  value: RuleSettings;
  onChange: (value: RuleSettings) => void;
}

export function MovesInput({ object, field, needable, value, onChange }: MovesInputProps) {
  const { t } = useTranslation();
  const say = useSay();
  const words = useWords();
  const options = optionsOf(field).map((option) => option.value);
  const label = (option: string) => words.option(object.name, field.name, option);
  const others = (from: string) => options.filter((option) => option !== from);
  const openFrom = (from: string) => value.moves?.[from] ?? others(from);
  const begins = value.begins ?? options;
  const turned = (list: string[], option: string) =>
    options.filter((each) => (each === option ? !list.includes(each) : list.includes(each)));
  /** Where all is open nothing is said, so that an option that comes later is open too. */
  const move = (from: string, to: string) => {
    const { [from]: _former, ...rest } = value.moves ?? {};
    const open = turned(openFrom(from), to).filter((each) => each !== from);
    onChange({ ...value, moves: open.length === others(from).length ? rest : { ...rest, [from]: open } });
  };
  const begin = (option: string) => {
    const open = turned(begins, option);
    onChange({ ...value, begins: open.length === options.length ? undefined : open });
  };
  const need = (option: string, named: string[]) => {
    const { [option]: _former, ...rest } = value.needs ?? {};
    onChange({ ...value, needs: named.length > 0 ? { ...rest, [option]: named } : rest });
  };
  return (
    <Stack gap="sm">
      <fieldset className="rule-part">
        <legend>{t("rules.moves")}</legend>
        <Text size="xs" c="dimmed" mb={4}>
          {t("rules.movesHint")}
        </Text>
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t("rules.moves")}>
          <Table className="moves" verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("rules.from")}</Table.Th>
                {options.map((to) => (
                  <Table.Th key={to} scope="col">
                    {label(to)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              <Table.Tr>
                <Table.Th scope="row">{t("rules.newRecord")}</Table.Th>
                {options.map((to) => (
                  <Table.Td key={to}>
                    <Checkbox
                      display="inline-block"
                      aria-label={say("rules.beginsAs", { to: label(to) })}
                      checked={begins.includes(to)}
                      onChange={() => begin(to)}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
              {options.map((from) => (
                <Table.Tr key={from}>
                  <Table.Th scope="row">{label(from)}</Table.Th>
                  {options.map((to) => (
                    <Table.Td key={to}>
                      {from !== to && (
                        <Checkbox
                          display="inline-block"
                          aria-label={say("rules.move", { from: label(from), to: label(to) })}
                          checked={openFrom(from).includes(to)}
                          onChange={() => move(from, to)}
                        />
                      )}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </fieldset>
      <fieldset className="rule-part">
        <legend>{t("rules.needs")}</legend>
        <Stack gap="xs">
          {options.map((option) => (
            <MultiSelect
              key={option}
              label={label(option)}
              placeholder={value.needs?.[option]?.length ? "" : t("rules.needsNothing")}
              searchable
              data={needable.map((each) => ({ value: each.name, label: words.field(object.name, each) }))}
              value={value.needs?.[option] ?? []}
              onChange={(named) => need(option, named)}
            />
          ))}
        </Stack>
      </fieldset>
    </Stack>
  );
}
