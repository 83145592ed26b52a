-- +goose Up

-- The pages that the law asks for. The text in force is the version named here.
CREATE TABLE pages (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pages_pkey PRIMARY KEY,
    slug text NOT NULL CONSTRAINT pages_slug_key UNIQUE CONSTRAINT pages_slug_check CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    position integer NOT NULL,
    version integer NOT NULL DEFAULT 1,
    -- Somebody of the shop has read and accepted the text since the shop exists.
    reviewed_at timestamptz,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Append-only: what the shop promised and when. Orders name the version of the
-- terms that they accepted.
CREATE TABLE page_versions (
    page_id bigint NOT NULL CONSTRAINT page_versions_page_id_fkey REFERENCES pages (id),
    version integer NOT NULL CONSTRAINT page_versions_version_check CHECK (version > 0),
    title text NOT NULL,
    body text NOT NULL,
    actor_name text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT page_versions_pkey PRIMARY KEY (page_id, version)
);
CREATE TRIGGER page_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON page_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What people write to the shop, with the day by which it has to answer.
CREATE TABLE contact_messages (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT contact_messages_pkey PRIMARY KEY,
    protocol text NOT NULL CONSTRAINT contact_messages_protocol_key UNIQUE,
    -- Of sender, text and day: a form sent twice is one message.
    content_hash bytea NOT NULL CONSTRAINT contact_messages_content_hash_key UNIQUE,
    name text NOT NULL,
    email text NOT NULL,
    subject text NOT NULL,
    message text NOT NULL,
    order_number bigint,
    locale text NOT NULL,
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    answered_at timestamptz,
    answered_by text NOT NULL DEFAULT ''
);
CREATE INDEX contact_messages_open_idx ON contact_messages (due_at, id) WHERE answered_at IS NULL;

INSERT INTO pages (slug, position) VALUES
    ('quem-somos', 1), ('entrega', 2), ('trocas-e-devolucoes', 3), ('garantia', 4),
    ('termos', 5), ('privacidade', 6), ('contato', 7), ('acessibilidade', 8);

-- +goose StatementBegin
INSERT INTO page_versions (page_id, version, title, body) SELECT id, 1, 'Quem somos', $md$
{{trade_name}} é uma loja brasileira de tecnologia. Vendemos produtos novos, com nota fiscal, e respondemos pelo que vendemos.

# Como trabalhamos

- O preço que você vê é o preço que você paga. O frete aparece separado, antes de você fechar o pedido.
- O estoque mostrado é o que temos. Quando você faz o pedido, as unidades ficam reservadas enquanto você paga.
- Quem responde é gente da loja, em até cinco dias.

# Quem responde pela loja

{{legal_name}}, CNPJ {{cnpj}}, inscrição estadual {{state_registration}}.

Endereço: {{address}}.

E-mail: {{email}}. Telefone: {{phone}}. Atendimento: {{hours}}.
$md$ FROM pages WHERE slug = 'quem-somos';
-- +goose StatementEnd

-- +goose StatementBegin
INSERT INTO page_versions (page_id, version, title, body) SELECT id, 1, 'Entrega', $md$
# Quanto custa e quando chega

O valor do frete e o prazo dependem do CEP e do peso do pedido. Você vê os dois no carrinho, ao informar o CEP, e de novo antes de fechar o pedido.

O prazo conta em dias úteis a partir da confirmação do pagamento. No Pix e no cartão, a confirmação costuma sair na hora. No boleto, em até dois dias úteis depois de pago.

# Como acompanhar

Quando o pedido sai, enviamos um e-mail com a transportadora e o código de rastreio. As mesmas informações ficam na página do pedido.

# Quem pode receber

Qualquer pessoa que esteja no endereço pode receber. Se outra pessoa for receber por você, informe o nome dela na finalização da compra.

# Se algo der errado

- **A embalagem chegou aberta ou danificada:** recuse a entrega ou nos avise em até sete dias, de preferência com fotos.
- **O pedido não chegou no prazo:** fale com a gente pela [página de contato](/contact). Se a entrega não for possível, você escolhe entre receber de novo ou ter o dinheiro de volta, com o frete (art. 35 do Código de Defesa do Consumidor).
- **Ninguém estava em casa:** a transportadora tenta de novo. Depois da última tentativa, o pedido volta para a loja e combinamos com você o que fazer.
- **O endereço está errado:** fale com a gente antes do envio e corrigimos.
$md$ FROM pages WHERE slug = 'entrega';
-- +goose StatementEnd

-- +goose StatementBegin
INSERT INTO page_versions (page_id, version, title, body) SELECT id, 1, 'Trocas e devoluções', $md$
# Você pode desistir em sete dias

Você tem sete dias, a partir do dia em que recebe o produto, para desistir da compra, sem explicar o motivo (art. 49 do Código de Defesa do Consumidor). Devolvemos tudo o que você pagou, com o frete da entrega, e a devolução do produto é por nossa conta.

Para desistir, escreva pela [página de contato](/contact) ou responda a qualquer e-mail do pedido. Confirmamos o recebimento na hora e enviamos as instruções de devolução.

Você pode abrir a embalagem e conhecer o produto. Devolva o que veio na caixa, com os acessórios e a nota fiscal, se ainda a tiver.

# Produto com defeito

Se o produto apresentar defeito, você tem noventa dias para reclamar. Temos até trinta dias para resolver. Se não resolvermos, você escolhe: outro produto igual, o dinheiro de volta ou um desconto proporcional (arts. 18 e 26 do Código de Defesa do Consumidor). Veja também a página de [garantia](/p/garantia).

# Produto errado ou incompleto

Avise pela [página de contato](/contact). Enviamos o que falta ou trocamos, sem custo para você.

# Como o dinheiro volta

- **Cartão:** pedimos o estorno à operadora. Ele aparece nesta fatura ou na próxima, conforme a data de fechamento.
- **Pix:** devolvemos para a mesma conta de onde o Pix saiu.
- **Boleto:** pedimos uma conta ou chave Pix em nome de quem comprou e devolvemos nela.
$md$ FROM pages WHERE slug = 'trocas-e-devolucoes';
-- +goose StatementEnd

-- +goose StatementBegin
INSERT INTO page_versions (page_id, version, title, body) SELECT id, 1, 'Garantia', $md$
# Garantia legal

Todo produto tem garantia legal de noventa dias, contados da entrega, para defeitos que aparecem no uso (art. 26 do Código de Defesa do Consumidor). Para um defeito oculto, o prazo começa quando ele aparece.

# Garantia do fabricante

Muitos produtos têm também a garantia do fabricante, que se soma à legal. O prazo e as condições estão no termo que acompanha o produto.

# Como acionar

1. Escreva pela [página de contato](/contact) com o número do pedido e o que acontece com o produto.
2. Dizemos se o atendimento é com a loja ou com a assistência do fabricante, e como enviar o produto. Você pode procurar a loja ou o fabricante: os dois respondem pelo defeito.
3. O conserto leva no máximo trinta dias. Passado esse prazo, você escolhe entre outro produto, o dinheiro de volta ou um desconto proporcional (art. 18).

# O que a garantia não cobre

Danos de queda, líquido, mau uso, instalação em desacordo com o manual ou conserto por quem não é autorizado. Se houver dúvida sobre a causa, quem demonstra é a loja ou o fabricante.
$md$ FROM pages WHERE slug = 'garantia';
-- +goose StatementEnd

-- +goose StatementBegin
INSERT INTO page_versions (page_id, version, title, body) SELECT id, 1, 'Termos de venda', $md$
Estes termos valem para as compras feitas na loja {{trade_name}}. Ao fazer um pedido, você aceita a versão que está publicada naquele momento, e ela continua disponível para consulta.

# Quem vende

{{legal_name}}, CNPJ {{cnpj}}, inscrição estadual {{state_registration}}, com endereço em {{address}}. E-mail {{email}}, telefone {{phone}}, atendimento: {{hours}}.

# O pedido

Antes de fechar o pedido você vê um resumo com os produtos, o frete separado, o total, o prazo de entrega e a forma de pagamento, e pode corrigir cada parte. Ao fazer o pedido, as unidades ficam reservadas enquanto você paga. O contrato se completa com a confirmação do pagamento, que enviamos por e-mail.

Se o pagamento não for feito no prazo, o pedido é cancelado e nada é cobrado.

# Preço e pagamento

Os preços estão em reais e incluem os tributos. O frete é mostrado à parte. O desconto de uma forma de pagamento, quando existe, aparece antes da escolha (Lei 13.455/2017). O pagamento é feito na página do nosso provedor, e os dados do cartão não passam pela loja.

Um preço evidentemente errado, que qualquer pessoa perceberia como engano, pode levar ao cancelamento do pedido com devolução imediata do que foi pago.

# Entrega

Os prazos e as condições estão na página de [entrega](/p/entrega).

# Desistência, troca e garantia

Você pode desistir da compra em até sete dias depois de receber, sem custo (art. 49 do Código de Defesa do Consumidor). Veja [trocas e devoluções](/p/trocas-e-devolucoes) e [garantia](/p/garantia).

# Seus dados

Tratamos seus dados como explica a [política de privacidade](/p/privacidade).

# Atendimento

Respondemos em até cinco dias (Decreto 7.962/2013). Use a [página de contato](/contact): você recebe um número de protocolo na hora.

# Conflitos

Vale a lei brasileira. Você pode procurar o Procon da sua cidade, a plataforma consumidor.gov.br ou a Justiça do lugar onde mora.
$md$ FROM pages WHERE slug = 'termos';
-- +goose StatementEnd

-- +goose StatementBegin
INSERT INTO page_versions (page_id, version, title, body) SELECT id, 1, 'Política de privacidade', $md$
Esta página explica quais dados pessoais a loja {{trade_name}} trata, para quê e quais são os seus direitos (Lei 13.709/2018, LGPD).

# Quem responde

{{legal_name}}, CNPJ {{cnpj}}, {{address}}. Para assuntos de privacidade, escreva para {{email}} ou use a [página de contato](/contact).

# Quais dados e para quê

| Dados | Para quê | Base legal |
|---|---|---|
| Nome, CPF ou CNPJ, e-mail, telefone e endereço | Vender, entregar, emitir a nota fiscal e atender você | Contrato e obrigação legal |
| Pedidos e pagamentos (sem os dados do cartão) | Cumprir a compra, devoluções e prestação de contas | Contrato e obrigação legal |
| Mensagens que você nos envia | Responder e acompanhar o atendimento | Contrato e obrigação legal |
| Registros de acesso (data, hora, endereço IP e porta, o que foi acessado e a conta) | Segurança e a guarda que o Marco Civil da Internet exige por seis meses | Obrigação legal |
| E-mail para novidades | Enviar ofertas, só se você pedir | Consentimento, que você retira quando quiser |

# Com quem compartilhamos

Só com quem precisa para a compra acontecer: o provedor de pagamento, a transportadora, o serviço que envia nossos e-mails e o fisco. Para completar o endereço, consultamos um serviço público de CEP, que recebe apenas o número do CEP. Não vendemos dados.

# Por quanto tempo

Guardamos os dados dos pedidos pelo prazo que a lei fiscal e a de defesa do consumidor exigem. Os registros de acesso são apagados depois de seis meses. O resto é apagado ou anonimizado quando deixa de ser necessário.

# Cookies

Usamos apenas os cookies de que a loja precisa: o do carrinho e da sua entrada, e os das suas preferências de idioma e aparência. Não há cookies de publicidade.

# Seus direitos

Você pode confirmar se tratamos seus dados, ver e corrigir o que temos, pedir uma cópia, a eliminação do que não somos obrigados a guardar, saber com quem compartilhamos e retirar o consentimento (art. 18). Escreva pela [página de contato](/contact). Se não ficar satisfeito, pode reclamar à Autoridade Nacional de Proteção de Dados.
$md$ FROM pages WHERE slug = 'privacidade';
-- +goose StatementEnd

-- +goose StatementBegin
INSERT INTO page_versions (page_id, version, title, body) SELECT id, 1, 'Contato', $md$
# Escreva para a gente

O jeito mais simples é o [formulário de contato](/contact). Você recebe na hora um número de protocolo, na tela e por e-mail, e a resposta em até cinco dias.

# Outros caminhos

- E-mail: {{email}}
- Telefone: {{phone}}
- WhatsApp: {{whatsapp}}
- Horário: {{hours}}

# Por carta

{{legal_name}}, CNPJ {{cnpj}}, {{address}}.
$md$ FROM pages WHERE slug = 'contato';
-- +goose StatementEnd

-- +goose StatementBegin
INSERT INTO page_versions (page_id, version, title, body) SELECT id, 1, 'Acessibilidade', $md$
Queremos que todas as pessoas consigam comprar na loja {{trade_name}} com autonomia, como determina a Lei Brasileira de Inclusão (Lei 13.146/2015, art. 63).

# O que seguimos

A loja é feita para atender às Diretrizes de Acessibilidade para Conteúdo Web (WCAG) 2.2, nível AA.

- Tudo funciona pelo teclado, com o foco sempre visível.
- As páginas têm títulos, rótulos e textos alternativos para leitores de tela.
- As cores têm contraste suficiente, e nenhuma informação depende só da cor.
- Há aparência clara e escura, e os textos podem ser ampliados sem perder conteúdo.
- Os formulários dizem o que está errado e como corrigir, no alto da página e em cada campo.
- A compra inteira funciona sem JavaScript.

# O que ainda pode melhorar

Fotos e descrições de produtos enviadas por fabricantes podem ter textos alternativos curtos. A página de pagamento é do nosso provedor e segue as práticas dele. Corrigimos o que nos contarem.

# Encontrou uma barreira?

Conte pela [página de contato](/contact), pelo e-mail {{email}} ou pelo telefone {{phone}}. Diga em qual página e o que aconteceu. Respondemos em até cinco dias e, se preciso, fazemos a compra com você.
$md$ FROM pages WHERE slug = 'acessibilidade';
-- +goose StatementEnd
